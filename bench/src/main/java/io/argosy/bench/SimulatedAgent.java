package io.argosy.bench;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.DiscoverPollEndpointRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// One agent as the control plane sees it, without a container behind it: it registers, keeps both channels open,
/// acknowledges what it is sent, and reports every task running or stopped at once. Tasks of one family end by
/// themselves.
final class SimulatedAgent implements ChannelListener {
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);
    private static final int API_VERSIONS = 30;

    private final ApiClient api;
    private final String cluster;
    private final Script script;
    private final Semaphore reports;
    private final CompletableFuture<Channel> control = new CompletableFuture<>();
    private String arn = "";
    private Optional<Channel> telemetry = Optional.empty();

    /// How tasks of a family end: after so long, with this code, and what is told of it. Without a life worth a word
    /// only their end is reported.
    record Script(String family, Duration life, int exitCode, Runnable ended) {
        boolean instant() {
            return life.isZero();
        }
    }

    /// `reports` says how many may be on their way from this process.
    SimulatedAgent(ApiClient api, String cluster, Script script, Semaphore reports) {
        this.api = api;
        this.reports = reports;
        this.cluster = cluster;
        this.script = script;
    }

    void join(int number) throws IOException {
        arn = api.call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster(cluster)
                                .clientToken(UUID.randomUUID().toString().replace("-", ""))
                                .totalResources(resources())
                                .attributes(attributes(number))
                                .versionInfo(VersionInfo.builder()
                                        .agentVersion("1.105.1")
                                        .build())
                                .build())
                .containerInstance()
                .flatMap(instance -> instance.containerInstanceArn())
                .orElseThrow();
        var endpoints = api.call(
                Ecs.DISCOVER_POLL_ENDPOINT,
                DiscoverPollEndpointRequest.builder()
                        .cluster(cluster)
                        .containerInstance(arn)
                        .build());
        String self = "clusterArn=" + query(cluster) + "&containerInstanceArn=" + query(arn)
                + "&agentVersion=1.105.1&agentHash=simulated&dockerVersion=simulated&protocolVersion=2&seqNum=1"
                + "&sendCredentials=true";
        api.connect(channel(endpoints.endpoint().orElseThrow(), self), this, HANDSHAKE);
        telemetry = Optional.of(api.connect(
                channel(
                        endpoints.telemetryEndpoint().orElseThrow(),
                        "cluster=" + query(cluster)
                                + "&containerInstance=" + query(arn) + "&agentVersion=1.105.1&agentHash=simulated"
                                + "&dockerVersion=simulated"),
                new Deaf(),
                HANDSHAKE));
    }

    private static URI channel(String base, String query) {
        return URI.create(base + (base.endsWith("/") ? "" : "/") + "ws?" + query);
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<Resource> resources() {
        return List.of(
                integer("CPU", 64_000),
                integer("MEMORY", 256_000),
                Resource.builder()
                        .name("PORTS")
                        .type("STRINGSET")
                        .stringSetValue(List.of("22"))
                        .build(),
                Resource.builder()
                        .name("PORTS_UDP")
                        .type("STRINGSET")
                        .stringSetValue(List.of())
                        .build());
    }

    private static Resource integer(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    private static List<Attribute> attributes(int number) {
        List<Attribute> attributes = new ArrayList<>(IntStream.range(15, API_VERSIONS)
                .mapToObj(minor -> Attribute.builder()
                        .name("com.amazonaws.ecs.capability.docker-remote-api.1." + minor)
                        .build())
                .toList());
        attributes.add(Attribute.builder()
                .name("com.amazonaws.ecs.capability.logging-driver.json-file")
                .build());
        attributes.add(valued("ecs.os-type", "linux"));
        attributes.add(valued("ecs.cpu-architecture", "x86_64"));
        attributes.add(valued("ecs.availability-zone", "local-1" + "abc".charAt(number % 3)));
        return attributes;
    }

    private static Attribute valued(String name, String value) {
        return Attribute.builder().name(name).value(value).build();
    }

    /// What an agent says every twenty seconds or so.
    void beat() {
        var metadata = new TcsMessage.MetricsMetadata(
                Optional.of(cluster),
                Optional.of(arn),
                true,
                true,
                Optional.of(UUID.randomUUID().toString().replace("-", "")));
        telemetry.ifPresent(channel -> channel.send(MessageCodec.TCS.write(new TcsMessage.PublishMetricsRequest(
                metadata, Optional.empty(), List.of(), Instant.now().toEpochMilli() / 1e3))));
    }

    @Override
    public void onOpen(Channel channel) {
        control.complete(channel);
    }

    @Override
    public void onClose(int code, String reason) {
        System.out.println("lost: " + code + " " + reason);
    }

    @Override
    public void onText(String text) {
        try {
            MessageCodec.ACS.read(text).ifPresent(this::answer);
        } catch (MalformedJson broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void answer(AcsMessage message) {
        switch (message) {
            case AcsMessage.HeartbeatMessage beat -> send(new HeartbeatAckRequest(beat.messageId()));
            case AcsMessage.PayloadMessage payload -> {
                send(new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId()));
                payload.tasks().forEach(task -> Thread.startVirtualThread(() -> follow(task)));
            }
            case AcsMessage.TaskManifestMessage manifest ->
                send(new AckRequest(manifest.clusterArn(), manifest.containerInstanceArn(), manifest.messageId()));
            case AcsMessage.TaskStopVerificationAck _,
                    AcsMessage.IAMRoleCredentialsMessage _,
                    AcsMessage.TaskNetworkMessage _,
                    AcsMessage.CloseMessage _,
                    AcsMessage.ErrorMessage _,
                    HeartbeatAckRequest _,
                    AcsMessage.TaskStopVerificationMessage _,
                    AcsMessage.IAMRoleCredentialsAckRequest _,
                    AckRequest _,
                    AcsMessage.NackRequest _ -> {}
        }
    }

    private void send(AcsMessage message) {
        control.join().send(MessageCodec.ACS.write(message));
    }

    private void follow(AcsTask task) {
        boolean starts = task.desiredStatus().equals(AcsTask.RUNNING);
        boolean dies = starts && task.family().equals(Optional.of(script.family()));
        if (starts && !(dies && script.instant())) {
            report(task, "RUNNING", Optional.empty());
        }
        if (dies && !script.instant()) {
            Program.pause(script.life().toMillis());
        }
        if (dies || !starts) {
            report(task, "STOPPED", Optional.of(dies ? script.exitCode() : 1));
            script.ended().run();
        }
    }

    private void report(AcsTask task, String status, Optional<Integer> exitCode) {
        var report = SubmitTaskStateChangeRequest.builder()
                .cluster(cluster)
                .task(task.arn())
                .status(status)
                .containers(task.containers().stream()
                        .map(container -> ContainerStateChange.builder()
                                .containerName(container.name())
                                .status(status)
                                .exitCode(exitCode)
                                .build())
                        .toList())
                .build();
        for (int tried = 1; !accepted(report); tried++) {
            Program.pause(500L * tried);
        }
    }

    private boolean accepted(SubmitTaskStateChangeRequest report) {
        reports.acquireUninterruptibly();
        try {
            api.call(Ecs.SUBMIT_TASK_STATE_CHANGE, report);
            return true;
        } catch (IOException | ApiException failure) {
            System.out.println("a report was not taken: " + failure.getMessage());
            return false;
        } finally {
            reports.release();
        }
    }

    /// For a channel on which only this side has something to say.
    private static final class Deaf implements ChannelListener {
        @Override
        public void onOpen(Channel channel) {}

        @Override
        public void onText(String text) {}

        @Override
        public void onClose(int code, String reason) {
            System.out.println("telemetry lost: " + code + " " + reason);
        }
    }
}
