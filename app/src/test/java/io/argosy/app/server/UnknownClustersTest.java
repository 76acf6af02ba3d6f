package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.access.ClientIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The key of an agent does not tell whoever took it which clusters there are: one that is there, and one that is not,
/// get the same answer.
final class UnknownClustersTest {
    @TempDir
    private Path data;

    private RunningServer server;
    private ClientIdentity thief;
    private String own;

    @BeforeEach
    void twoClusters() throws Exception {
        server = new RunningServer(data, Map.of());
        server.cluster("fleet");
        server.cluster("vault");
        thief = server.joined("fleet");
        own = server.registered(thief, "fleet", Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void deregisteringInThemIsDeniedAlike() {
        String there = refusal(() -> deregister("vault", own.replace("/fleet/", "/vault/")));

        assertThat(there).contains("ecs:DeregisterContainerInstance for another cluster");
        assertThat(refusal(() -> deregister("nowhere", own.replace("/fleet/", "/nowhere/"))))
                .isEqualTo(there);
        assertThat(refusal(() -> deregister("vault", "nonsense"))).isEqualTo(there);
        assertThat(refusal(() -> deregister("nowhere", "nonsense"))).isEqualTo(there);
    }

    @Test
    void reportingToThemIsDeniedAlike() {
        String there = refusal(() -> report("vault"));

        assertThat(there).contains("ecs:SubmitTaskStateChange for another cluster");
        assertThat(refusal(() -> report("nowhere"))).isEqualTo(there);
    }

    private static String refusal(ThrowingCallable what) {
        Throwable thrown = ThrowableAssert.catchThrowable(what);
        assertThat(thrown).isInstanceOf(ApiException.class).hasMessageContaining("AccessDeniedException");
        return String.valueOf(thrown.getMessage());
    }

    private void deregister(String cluster, String instance) throws IOException {
        server.as(thief)
                .call(
                        Ecs.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .cluster(cluster)
                                .containerInstance(instance)
                                .build());
    }

    private void report(String cluster) throws IOException {
        server.as(thief)
                .call(
                        Ecs.SUBMIT_TASK_STATE_CHANGE,
                        SubmitTaskStateChangeRequest.builder()
                                .cluster(cluster)
                                .task("0".repeat(32))
                                .status("STOPPED")
                                .build());
    }
}
