package io.argosy.agent.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Unstarted;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.RoleCredentials;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AssignmentReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ARN = "arn:aws:ecs:us-east-1:111122223333:task/c/1";

    private final AtomicInteger ids = new AtomicInteger();
    private final AssignmentReader reader =
            new AssignmentReader(() -> "%032d".formatted(ids.incrementAndGet()), () -> NOW);

    private static AcsTask.Builder task(AcsContainer.Builder... containers) {
        return AcsTask.start(ARN, "web", "3")
                .containers(List.of(containers).stream()
                        .map(AcsContainer.Builder::build)
                        .toList());
    }

    private static AcsContainer.Builder app() {
        return AcsContainer.of("app", "image");
    }

    private static void assertOver(TaskRecord task, String failure) {
        assertThat(task.over()).isTrue();
        assertThat(task.stopWanted()).isTrue();
        assertThat(task.failure()).contains(failure);
        assertThat(task.times().stopped()).contains(NOW);
        assertThat(task.containers())
                .allSatisfy(one -> assertThat(((Ended) one.state()).exitCode()).isEmpty());
    }

    @Test
    void whatCanRunBeginsUnstartedWithNamesOfItsOwn() {
        TaskRecord task =
                reader.toRun(task(app(), AcsContainer.of("side.car_1", "image")).build());

        assertThat(task.containers()).extracting(ContainerRecord::state).containsOnly(new Unstarted());
        assertThat(task.containers())
                .extracting(ContainerRecord::dockerName)
                .containsExactly("ecs-web-3-app-00000000000000000000", "ecs-web-3-sidecar1-00000000000000000000");
        assertThat(task.containers()).extracting(ContainerRecord::endpointId).doesNotHaveDuplicates();
        assertThat(task.stopWanted()).isFalse();
    }

    @Test
    void longNamesAreCutBecauseTheEngineMakesDirectoriesOfThem() {
        AcsTask task = AcsTask.start(ARN, "f".repeat(255), "3")
                .containers(List.of(AcsContainer.of("n".repeat(255), "image").build()))
                .build();

        assertThat(reader.toRun(task).containers().getFirst().dockerName())
                .isEqualTo("ecs-" + "f".repeat(100) + "-3-" + "n".repeat(100) + "-" + "0".repeat(20));
    }

    @Test
    void keysAreNotKept() {
        var keys = new RoleCredentials(
                "id", "arn:role", "AKIDEXAMPLE", "a-secret", "a-token", "2026-01-01T06:00:00Z", Optional.empty());

        TaskRecord task = reader.toRun(task(app())
                .roleCredentials(Optional.of(keys))
                .executionRoleCredentials(Optional.of(keys))
                .build());

        assertThat(task.credentialsId()).contains("id");
        assertThat(task.task().roleCredentials()).isEmpty();
        assertThat(task.task().executionRoleCredentials()).isEmpty();
    }

    @Test
    void volumesOfTheTaskAloneHaveNamesOfTheirOwn() {
        var shared = new AcsTask.DockerVolume(Optional.of("shared"), true, Optional.empty(), Map.of(), Map.of());
        TaskRecord task = reader.toRun(task(app())
                .volumes(List.of(
                        AcsTask.Volume.host("own", Optional.empty()),
                        AcsTask.Volume.host("path", Optional.of("/data")),
                        AcsTask.Volume.docker("shared", shared)))
                .build());

        assertThat(task.volumes()).containsOnlyKeys("own");
        assertThat(task.volumes().get("own")).startsWith("ecs-web-3-own-");
    }

    @Test
    void aTaskWithoutAnEssentialContainerIsOver() {
        assertOver(
                reader.toRun(task(app().essential(false)).build()),
                "UnrecogniedTaskError: Error loading task - it has no essential container");
    }

    @Test
    void dependenciesThatLeadNowhereAreRefused() {
        String failure = "Task dependencies cannot be resolved, taskArn: " + ARN;

        assertOver(reader.toRun(task(needing("nobody", "START")).build()), failure);
        assertOver(reader.toRun(task(needing("app", "START")).build()), failure);
        assertOver(reader.toRun(task(needing("app", "NONESUCH")).build()), failure);
    }

    private static AcsContainer.Builder needing(String on, String condition) {
        return app().dependsOn(List.of(new AcsContainer.Dependency(on, condition)));
    }

    @Test
    void whatThisHostCannotGiveIsRefused() {
        assertOver(
                reader.toRun(task(app()).networkMode("awsvpc").build()),
                "ResourceInitializationError: the task's network interface: no network interface was given");
        assertThat(reader.toRun(task(app()).pidMode(Optional.of("host")).build())
                        .over())
                .isFalse();
    }

    /// It holds what the others share: for a namespace of each container there is none.
    @Test
    void aContainerIsAddedForANamespaceOfTheTask() {
        assertThat(names(task(app()).pidMode(Optional.of("task")))).containsExactly(PauseContainer.NAME, "app");
        assertThat(names(task(app()).ipcMode(Optional.of("task")))).containsExactly(PauseContainer.NAME, "app");
        assertThat(names(task(app()).ipcMode(Optional.of("none")))).containsExactly("app");
    }

    private List<String> names(AcsTask.Builder task) {
        return reader.toRun(task.build()).containers().stream()
                .map(ContainerRecord::name)
                .toList();
    }

    @Test
    void aStopForAnUnknownTaskHasHappened() {
        assertOver(
                reader.unknownStop(task(app()).build()),
                "TaskStateError: Agent could not progress task's state to stopped");
    }

    @Test
    void anAssignmentThatCannotBeReadIsAnsweredAllTheSame() {
        TaskRecord task = reader.unreadable(ARN, "no such thing");

        assertOver(task, "UnrecogniedTaskError: Error loading task - no such thing");
        assertThat(task.arn()).isEqualTo(ARN);
    }
}
