package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.Waiting;
import io.argosy.docker.Docker;
import io.argosy.docker.HeldEngine;
import io.argosy.docker.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine's list is older than what is done about it.
@Tag("engine")
final class StraysListTest {
    private static final String PLACE = "workbench:/strays-" + TestEngine.OURS;
    private static final String BY_PLACE = "GET /containers/json[^ ]*io.argosy.agent";
    private static final String STOP = "POST /containers/\\w+/stop.*";

    @TempDir
    private Path directory;

    @Test
    void whatEndedAfterTheEngineListedItIsNotStopped() throws Exception {
        try (var bench = new Workbench(directory, Keeping.USUAL);
                var engine = new HeldEngine(directory, BY_PLACE);
                var held = new Docker(engine.socket())) {
            String id = left(bench);
            var strays = strays(bench, held);
            Thread clearing = clearing(strays);
            Waiting.until(() -> engine.held() == 1);

            bench.docker.kill(id, "KILL");
            Waiting.until(() -> !bench.docker.inspect(id).life().running());
            engine.release();

            clearing.join();
            assertThat(engine.asked(STOP)).isZero();
        }
    }

    @Test
    void whatStillRunsIsStopped() throws Exception {
        try (var bench = new Workbench(directory, Keeping.USUAL);
                var engine = new HeldEngine(directory, BY_PLACE);
                var held = new Docker(engine.socket())) {
            String id = left(bench);
            engine.release();

            clearing(strays(bench, held)).join();

            assertThat(engine.asked(STOP)).isEqualTo(1);
            assertThat(bench.docker.inspect(id).life().running()).isFalse();
        }
    }

    /// A container that a life of the agent at this place left behind.
    private static String left(Workbench bench) throws Exception {
        TestEngine.run("docker run -d --label %s=%s --label %s=%s --label %s=arn:left %s sleep 600"
                .formatted(Labels.CLUSTER, Workbench.CLUSTER, Labels.PLACE, PLACE, Labels.TASK, TestEngine.IMAGE));
        return bench.containers().getFirst().id();
    }

    private static Strays strays(Workbench bench, Docker docker) {
        return new Strays(
                docker,
                bench.supervisors,
                new Owner(Workbench.CLUSTER, PLACE, () -> ""),
                new Strays.Limits(Duration.ofSeconds(1), Duration.ofHours(3)),
                bench.clock);
    }

    private static Thread clearing(Strays strays) {
        return Thread.ofVirtual().start(() -> {
            try {
                strays.clear(Set.of());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
