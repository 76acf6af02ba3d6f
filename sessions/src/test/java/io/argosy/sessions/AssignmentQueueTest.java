package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.LaunchType;
import io.argosy.model.LostTask;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.sessions.AssignmentQueue.Assignment;
import io.argosy.sessions.AssignmentQueue.Payload;
import io.argosy.shapes.ecs.TaskOverride;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AssignmentQueueTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ContainerInstanceId ON = new ContainerInstanceId("a".repeat(32));
    private static final StopReason REASON = new StopReason(StopCode.USER_INITIATED, "enough");

    private final AtomicInteger ids = new AtomicInteger();
    private final AssignmentQueue assignments = new AssignmentQueue(() -> "m" + ids.incrementAndGet());

    @Test
    void anOrderNobodyAnswersIsGivenSoOftenAndNoMore() {
        List<Task> tasks = List.of(pending(1));
        Instant now = NOON;
        int payloads = 0;
        for (int turn = 0; turn < 3 * AssignmentQueue.MOST_TRIES; turn++) {
            List<Assignment> unheeded = assignments.unheeded(now);
            assertThat(unheeded).hasSize(turn == AssignmentQueue.MOST_TRIES ? 1 : 0);
            payloads += assignments.due(tasks, List.of(), now).size();
            now = now.plus(AssignmentQueue.ACK_TIMEOUT);
        }

        assertThat(payloads).isEqualTo(AssignmentQueue.MOST_TRIES);
        assertThat(assignments.next()).isEmpty();
    }

    @Test
    void aTaskThatIsSaidToHaveEndedIsToldToStopAllTheSame() {
        Payload start = assignments.due(List.of(pending(1)), List.of(), NOON).getFirst();
        assignments.settled(start.id());

        Payload stop = assignments.due(List.of(), List.of(), NOON).getFirst();
        assertThat(stop.assignments()).containsExactly(Assignment.stop(pending(1)));
        assertThat(assignments.due(List.of(), List.of(), NOON)).isEmpty();

        assignments.settled(stop.id());
        assertThat(assignments.due(List.of(), List.of(), NOON.plus(AssignmentQueue.ACK_TIMEOUT)))
                .isEmpty();
    }

    @Test
    void oneThatWasToldToStopIsNotToldAgainWhenItHas() {
        assignments.settled(
                assignments.due(List.of(pending(1)), List.of(), NOON).getFirst().id());
        assignments.settled(assignments
                .due(List.of(stopping(1)), List.of(), NOON)
                .getFirst()
                .id());

        assertThat(assignments.due(List.of(), List.of(), NOON)).isEmpty();
    }

    @Test
    void whatWasGivenUpIsToldToStopAlsoWhenTheTaskIsForgotten() {
        var lost = new LostTask(id(7), new TaskDefinitionId("web", 3), false);

        Payload payload = assignments.due(List.of(), List.of(lost), NOON).getFirst();

        assertThat(payload.assignments()).containsExactly(new Assignment(id(7), new TaskDefinitionId("web", 3), false));
        assertThat(assignments.due(List.of(), List.of(), NOON.plus(AssignmentQueue.ACK_TIMEOUT)))
                .isEmpty();
    }

    private static TaskId id(int number) {
        return new TaskId("%032x".formatted(number));
    }

    private static Task pending(int number) {
        return task(number, new TaskState.Pending(ON));
    }

    private static Task stopping(int number) {
        return task(number, new TaskState.Stopping(ON, REASON, true, false));
    }

    private static Task task(int number, TaskState state) {
        return new Task(
                id(number),
                new TaskDefinitionId("web", 1),
                new Owner.Standalone("family:web", ""),
                LaunchType.EC2,
                Optional.empty(),
                Resources.NONE,
                TaskOverride.builder().build(),
                state,
                TaskTimestamps.from(NOON),
                List.of(),
                List.of(),
                false,
                List.of(),
                1);
    }
}
