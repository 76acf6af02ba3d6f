package io.argosy.agent.session;

import io.argosy.agent.reports.Pause;
import io.argosy.agent.store.AgentStore;
import io.argosy.docker.EngineFacts;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.wire.ApiClient;
import io.argosy.wire.LoggedText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes this host a container instance of its cluster, the same one after every restart (agent-protocol 2.5, 2.6).
public final class Registration {
    private static final Logger log = LoggerFactory.getLogger(Registration.class);
    private static final String ARN = "container-instance-arn";
    private static final String CLUSTER = "cluster-name";
    private static final String ZONE = "availability-zone";
    private static final String ZONE_ATTRIBUTE = "ecs.availability-zone";
    private static final String TOKEN = "registration-token";
    private static final String CUSTOM = "custom-attributes";
    private static final String UNKNOWN = "The referenced container instance is ";
    private static final Set<String> USELESS =
            Set.of("InvalidParameterException", "ClientException", "AccessDeniedException");

    /// What is registered; `attributes` and `resources` as [Capabilities] tells them.
    public record Offer(
            String cluster,
            EngineFacts engine,
            List<Resource> resources,
            Map<String, String> custom,
            Capabilities.Host host) {
        /// What the machine is, is said each time; what a user chose only when it is new: others may have changed it.
        List<Attribute> attributes(boolean all) {
            var told = new TreeMap<>(custom);
            told.keySet().removeIf(name -> !all && chosen(name));
            return Capabilities.attributes(engine, host, told);
        }

        private static boolean chosen(String name) {
            return !name.startsWith("ecs.") && !name.startsWith("argosy.");
        }

        private String chosen() {
            var told = new TreeMap<>(custom);
            told.keySet().removeIf(name -> !chosen(name));
            return told.toString();
        }
    }

    /// The control plane will never take this instance.
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private final ApiClient api;
    private final AgentStore store;
    private final Offer offer;
    private final RandomGenerator chance;

    public Registration(ApiClient api, AgentStore store, Offer offer, RandomGenerator chance) {
        this.api = api;
        this.store = store;
        this.offer = offer;
        this.chance = chance;
    }

    /// The ARN under which the instance was registered before, if it was.
    public static Optional<String> knownArn(AgentStore store) {
        return store.setting(ARN).filter(arn -> !arn.isEmpty());
    }

    /// The availability zone that the control plane has the instance in.
    public static Optional<String> knownZone(AgentStore store) {
        return store.setting(ZONE).filter(zone -> !zone.isEmpty());
    }

    /// Registers, trying until it works; answers the instance's ARN.
    public String register() throws Refused, InterruptedException {
        Optional<String> cluster = store.setting(CLUSTER);
        if (cluster.isPresent() && !cluster.get().equals(offer.cluster())) {
            throw new Refused("the data directory belongs to an instance of cluster " + cluster.get() + ", not "
                    + offer.cluster());
        }
        var pause = new Pause(Duration.ofMillis(500), Duration.ofSeconds(30), 1.7, chance);
        while (true) {
            try {
                return registered();
            } catch (ApiException refused) {
                boolean known =
                        knownArn(store).isPresent() || store.setting(TOKEN).isPresent();
                if (known && refused.error().message().startsWith(UNKNOWN)) {
                    log.warn(
                            "{} This host joins as a new one.",
                            LoggedText.of(refused.error().message()));
                    forgetWhoItWas();
                } else if (USELESS.contains(refused.error().code())) {
                    throw new Refused(refused.getMessage() + hint(refused));
                } else {
                    log.warn("registration refused for now: {}", LoggedText.of(refused.getMessage()));
                    makeMissingCluster(refused);
                }
            } catch (IOException unreachable) {
                log.warn("control plane not reached yet: {}", unreachable.getMessage());
            }
            Thread.sleep(pause.take());
        }
    }

    private static String hint(ApiException refused) {
        return refused.error().code().equals("AccessDeniedException")
                ? " (an agent has a key of its own: see `argosy token create`)"
                : "";
    }

    private String registered() throws IOException, Refused {
        Optional<String> known = knownArn(store);
        boolean changed = !store.setting(CUSTOM).equals(Optional.of(offer.chosen()));
        List<Attribute> sent = offer.attributes(known.isEmpty() || changed);
        ContainerInstance instance = api.call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster(offer.cluster())
                                .containerInstanceArn(known)
                                .clientToken(token())
                                .instanceIdentityDocument("")
                                .instanceIdentityDocumentSignature("")
                                .totalResources(offer.resources())
                                .attributes(sent)
                                .versionInfo(version())
                                .build())
                .containerInstance()
                .orElseThrow(() -> new IOException("the answer to the registration names no instance"));
        String arn = instance.containerInstanceArn()
                .orElseThrow(() -> new IOException("the answer to the registration has no ARN"));
        check(sent, instance.attributes().orElse(List.of()));
        store.set(CLUSTER, offer.cluster());
        store.set(ARN, arn);
        store.set(ZONE, zone(instance));
        store.set(TOKEN, "");
        store.set(CUSTOM, offer.chosen());
        log.info("containerInstance={} {}", arn, known.isPresent() ? "registered again" : "registered");
        return arn;
    }

    private static String zone(ContainerInstance instance) {
        return instance.attributes().orElse(List.of()).stream()
                .filter(attribute -> attribute.name().equals(ZONE_ATTRIBUTE))
                .flatMap(attribute -> attribute.value().stream())
                .findFirst()
                .orElse("");
    }

    /// Deregistered, or unknown to this control plane: that id never comes back.
    private void forgetWhoItWas() {
        store.set(ARN, "");
        store.set(TOKEN, "");
    }

    /// One token until the answer is heard, also by a next process: what is repeated makes no second instance.
    private String token() {
        return store.setting(TOKEN).filter(token -> !token.isEmpty()).orElseGet(() -> {
            String fresh = "%016x%016x".formatted(chance.nextLong(), chance.nextLong());
            store.set(TOKEN, fresh);
            return fresh;
        });
    }

    private VersionInfo version() {
        return VersionInfo.builder()
                .agentVersion(AgentVersion.VERSION)
                .agentHash(AgentVersion.HASH)
                .dockerVersion(AgentVersion.docker(offer.engine()))
                .build();
    }

    /// An attribute with a value that does not come back means the other side is not what we think.
    private static void check(List<Attribute> sent, List<Attribute> back) throws Refused {
        for (Attribute attribute : sent) {
            boolean valued = attribute.value().filter(value -> !value.isEmpty()).isPresent();
            boolean echoed = back.stream()
                    .anyMatch(one ->
                            one.name().equals(attribute.name()) && one.value().equals(attribute.value()));
            if (valued && !echoed) {
                throw new Refused("Attribute validation failed: " + attribute.name());
            }
        }
    }

    private void makeMissingCluster(ApiException refused) {
        if (!refused.error().code().equals("ClusterNotFoundException")
                || !offer.cluster().isEmpty()) {
            return;
        }
        try {
            api.call(
                    Ecs.CREATE_CLUSTER,
                    CreateClusterRequest.builder().clusterName("default").build());
        } catch (ApiException | IOException failure) {
            log.warn("cluster default could not be made: {}", failure.getMessage());
        }
    }
}
