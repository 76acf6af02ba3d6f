package io.argosy.control.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.sessions.Orders.Letter;
import io.argosy.control.sessions.Orders.Order;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.LaunchType;
import io.argosy.model.LostTask;
import io.argosy.model.Owner;
import io.argosy.model.LastInstance;
import io.argosy.model.Resources;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.shapes.ecs.TaskOverride;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class OrdersTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ContainerInstanceId ON = new ContainerInstanceId("a".repeat(32));
    private static final StopReason REASON = new StopReason(StopCode.USER_INITIATED, "enough");

    private final AtomicInteger ids = new AtomicInteger();
    private final Orders orders = new Orders(() -> "m" + ids.incrementAndGet());

    @Test
    void anOrderNobodyAnswersIsGivenSoOftenAndNoMore() {
        List<Task> tasks = List.of(pending(1));
        Instant now = NOON;
        int letters = 0;
        for (int turn = 0; turn < 3 * Orders.MOST_TRIES; turn++) {
            List<Order> unheeded = orders.unheeded(now);
            assertThat(unheeded).hasSize(turn == Orders.MOST_TRIES ? 1 : 0);
            letters += orders.due(tasks, List.of(), now).size();
            now = now.plus(Orders.ACK_TIMEOUT);
        }

        assertThat(letters).isEqualTo(Orders.MOST_TRIES);
        assertThat(orders.next()).isEmpty();
    }

    @Test
    void aTaskThatIsSaidToHaveEndedIsToldToStopAllTheSame() {
        Letter start = orders.due(List.of(pending(1)), List.of(), NOON).getFirst();
        orders.settled(start.id());

        Letter stop = orders.due(List.of(stopped(1)), List.of(), NOON).getFirst();
        assertThat(stop.orders()).containsExactly(Order.stop(stopped(1)));
        assertThat(orders.due(List.of(stopped(1)), List.of(), NOON)).isEmpty();

        orders.settled(stop.id());
        assertThat(orders.due(List.of(stopped(1)), List.of(), NOON.plus(Orders.ACK_TIMEOUT)))
                .isEmpty();
    }

    @Test
    void oneThatWasToldToStopIsNotToldAgainWhenItHas() {
        orders.settled(
                orders.due(List.of(pending(1)), List.of(), NOON).getFirst().id());
        orders.settled(
                orders.due(List.of(stopping(1)), List.of(), NOON).getFirst().id());

        assertThat(orders.due(List.of(stopped(1)), List.of(), NOON)).isEmpty();
    }

    @Test
    void whatWasGivenUpIsToldToStopAlsoWhenTheTaskIsForgotten() {
        var lost = new LostTask(id(7), new TaskDefinitionId("web", 3), false);

        Letter letter = orders.due(List.of(), List.of(lost), NOON).getFirst();

        assertThat(letter.orders()).containsExactly(new Order(id(7), new TaskDefinitionId("web", 3), false));
        assertThat(orders.due(List.of(), List.of(), NOON.plus(Orders.ACK_TIMEOUT)))
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

    private static Task stopped(int number) {
        return task(number, new TaskState.Stopped(REASON, new LastInstance.On(ON)));
    }

    private static Task task(int number, TaskState state) {
        return new Task(
                id(number),
                new TaskDefinitionId("web", 1),
                new Owner.Standalone("family:web", ""),
                LaunchType.EC2,
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
