package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.docker.EngineEvent;
import io.argosy.wire.acs.AcsTask;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
final class SupervisorsTest {
    @TempDir
    private Path directory;

    private Workbench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Workbench(directory, new Keeping(5, 100, Keeping.USUAL.images(), 0));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static AcsTask sleeper() {
        return Workbench.task("sleep 600");
    }

    @Test
    void aStopIsOnDiskBeforeItIsAcknowledged() throws Exception {
        AcsTask task = sleeper();
        bench.running(task);

        assertThat(bench.stop(task)).isTrue();

        assertThat(bench.store.task(task.arn()).orElseThrow()).contains("\"stopWanted\":true");
    }

    @Test
    void noEventCrowdsOutAStop() throws Exception {
        AcsTask task = sleeper();
        Running app = bench.running(task);
        for (int i = 0; i < 5_000; i++) {
            bench.supervisors.hear(new EngineEvent("oom", app.id(), Map.of(Labels.TASK, task.arn()), Instant.now()));
        }

        assertThat(bench.stop(task)).isTrue();

        bench.awaitEnd(task);
    }

    @Test
    void aSupervisorThatBreaksIsFollowedByAnotherThatHasItsStop() throws Exception {
        AcsTask task = sleeper();
        Running app = bench.running(task);
        bench.faults.set(1);

        assertThat(bench.stop(task)).isTrue();

        bench.awaitEnd(task);
        assertThat(bench.docker.inspect(app.id()).life().running()).isFalse();
        assertThat(bench.faults).hasValue(0);
    }

    @Test
    void aDeathOfAnEarlierRunIsNoDeath() throws Exception {
        AcsTask task = sleeper();
        Running app = bench.running(task);

        bench.supervisors.hear(new EngineEvent(
                "die", app.id(), dead(task, "1"), app.startedAt().minusSeconds(1)));
        bench.docker.kill(app.id(), "KILL");
        bench.supervisors.hear(new EngineEvent("die", app.id(), dead(task, "137"), Instant.now()));

        bench.awaitEnd(task);
        assertThat(((ContainerState.Ended) bench.app(task)).exitCode()).contains(137);
    }

    private static Map<String, String> dead(AcsTask task, String exitCode) {
        return Map.of(Labels.TASK, task.arn(), "exitCode", exitCode);
    }
}
