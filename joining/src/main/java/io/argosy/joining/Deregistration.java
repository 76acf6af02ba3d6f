package io.argosy.joining;

import io.argosy.agent.session.Registration;
import io.argosy.agent.store.AgentStore;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the instance that a data directory holds out of its cluster, for good: its tasks are given up and replaced
/// elsewhere, and its key ends.
public final class Deregistration {
    private static final Logger log = LoggerFactory.getLogger(Deregistration.class);

    private Deregistration() {}

    public static void of(Path dataDir, String cluster, ApiClient client) throws IOException {
        Optional<String> arn = known(dataDir);
        if (arn.isEmpty()) {
            log.info("this host was never registered");
            return;
        }
        try {
            client.call(
                    Ecs.DEREGISTER_CONTAINER_INSTANCE,
                    DeregisterContainerInstanceRequest.builder()
                            .cluster(cluster)
                            .containerInstance(arn.get())
                            .force(true)
                            .build());
            log.info("containerInstance={} deregistered", arn.get());
        } catch (ApiException refused) {
            throw new IOException("the instance was not deregistered: " + refused.getMessage(), refused);
        }
    }

    private static Optional<String> known(Path dataDir) throws IOException {
        try (var store = AgentStore.open(dataDir, failure -> log.error("{}", failure.getMessage()))) {
            return Registration.knownArn(store);
        }
    }
}
