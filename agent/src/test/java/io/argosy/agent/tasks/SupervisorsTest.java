package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.Waiting;
import io.argosy.agent.docker.Docker;
import io.argosy.agent.docker.EngineEvent;
import io.argosy.agent.docker.EngineWatch;
import io.argosy.agent.docker.Found;
import io.argosy.agent.docker.TestEngine;
import io.argosy.agent.reports.Reporter;
import io.argosy.agent.store.AgentStore;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Supervisors between a real engine and a real file, without a control plane.
final class SupervisorsTest {
    private static final String CLUSTER = "argosy-supervisors-test";

    @TempDir
    private Path directory;

    private final AtomicInteger faults = new AtomicInteger();
    private Outbound outbound;
    private Docker docker;
    private AgentStore store;
    private Reporter reporter;
    private Supervisors supervisors;

    @BeforeEach
    void open() throws Exception {
        InstantSource clock = InstantSource.system();
        outbound = new Outbound(Duration.ofSeconds(1));
        docker = TestEngine.connect();
        store = AgentStore.open(directory, _ -> {});
        var identity = new ClientIdentity(AccessKey.lasting("AKIDEXAMPLE", "secret"), "us-east-1");
        reporter = new Reporter(
                store, new ApiClient(outbound, URI.create("http://127.0.0.1:1"), identity, clock), new Random(7));
        var shelf = new TaskShelf(store, reporter, CLUSTER);
        var puller = new ImagePuller(
                docker,
                new RegistryLogins(outbound, identity, clock),
                PullBehavior.PREFER_CACHED,
                ImagePuller.USUAL_SILENCE,
                clock);
        var driver = new ContainerDriver(
                new ContainerDriver.Tools(
                        docker,
                        new EngineWatch(docker, clock),
                        puller,
                        new TaskCgroups(Path.of("/sys/fs/cgroup"), docker.facts(), false),
                        new ContainerEnvironment("http://127.0.0.1:1", "us-east-1"),
                        CLUSTER),
                4,
                clock);
        var planner = new ContainerPlanner(Duration.ofSeconds(1));
        supervisors = new Supervisors(
                new Supervisors.Equipment(driver, planner, shelf, new RoleKeys()),
                clock,
                () -> UUID.randomUUID().toString().replace("-", ""),
                this::changed);
    }

    @AfterEach
    void close() throws Exception {
        supervisors.close();
        reporter.close();
        for (Found found : docker.containers("com.amazonaws.ecs.cluster=" + CLUSTER)) {
            docker.remove(found.id());
        }
        docker.close();
        store.close();
        outbound.close();
    }

    private void changed(TaskMemory task) {
        if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a bug of the test");
        }
    }

    private static AcsTask sleeper() {
        return AcsTask.start(
                        "arn:aws:ecs:us-east-1:111122223333:task/" + CLUSTER + "/"
                                + UUID.randomUUID().toString().replace("-", ""),
                        "web",
                        "1")
                .networkMode("bridge")
                .containers(List.of(AcsContainer.of("app", TestEngine.IMAGE)
                        .command(List.of("sleep", "600"))
                        .build()))
                .build();
    }

    private ContainerState app(AcsTask task) {
        return supervisors.task(task.arn()).orElseThrow().container("app").state();
    }

    private Running running(AcsTask task) throws Exception {
        assertThat(supervisors.take(List.of(task))).isTrue();
        Waiting.until(() -> app(task) instanceof Running);
        return (Running) app(task);
    }

    private boolean over(AcsTask task) {
        return supervisors.task(task.arn()).orElseThrow().over();
    }

    @Test
    void aStopIsOnDiskBeforeItIsAcknowledged() throws Exception {
        AcsTask task = sleeper();
        running(task);

        assertThat(supervisors.take(List.of(AcsTask.stop(task.arn(), "web", "1"))))
                .isTrue();

        assertThat(store.task(task.arn()).orElseThrow()).contains("\"stopWanted\":true");
    }

    @Test
    void noMailCrowdsOutAStop() throws Exception {
        AcsTask task = sleeper();
        Running app = running(task);
        for (int i = 0; i < 5_000; i++) {
            supervisors.happened(new EngineEvent("oom", app.id(), Map.of(Labels.TASK, task.arn()), Instant.now()));
        }

        assertThat(supervisors.take(List.of(AcsTask.stop(task.arn(), "web", "1"))))
                .isTrue();

        Waiting.until(() -> over(task));
    }

    @Test
    void aSupervisorThatBreaksIsFollowedByAnotherThatHasItsStop() throws Exception {
        AcsTask task = sleeper();
        Running app = running(task);
        faults.set(1);

        assertThat(supervisors.take(List.of(AcsTask.stop(task.arn(), "web", "1"))))
                .isTrue();

        Waiting.until(() -> over(task));
        assertThat(docker.inspect(app.id()).life().running()).isFalse();
        assertThat(faults).hasValue(0);
    }

    @Test
    void aDeathOfAnEarlierRunIsNoDeath() throws Exception {
        AcsTask task = sleeper();
        Running app = running(task);

        supervisors.happened(new EngineEvent(
                "die", app.id(), dead(task, "1"), app.startedAt().minusSeconds(1)));
        docker.kill(app.id(), "KILL");
        supervisors.happened(new EngineEvent("die", app.id(), dead(task, "137"), Instant.now()));

        Waiting.until(() -> over(task));
        assertThat(((ContainerState.Ended) app(task)).exitCode()).contains(137);
    }

    private static Map<String, String> dead(AcsTask task, String exitCode) {
        return Map.of(Labels.TASK, task.arn(), "exitCode", exitCode);
    }
}
