package io.argosy.control.sessions;

import io.argosy.control.LostTasks;
import io.argosy.control.sessions.Orders.Order;
import io.argosy.model.ContainerInstance;
import io.argosy.model.LostTask;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.LoggedText;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings an agent, on one connection, what the store wants of its instance, and its answers into the store. An order
/// it refuses or never answers has an end too: a start fails, a stop is given up, with the reason on the task.
final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final int LONGEST_REASON = 255;

    private final Introduction agent;
    private final Assignments assignments;
    private final Orders orders;

    Delivery(Introduction agent, SessionTools tools) {
        this.agent = agent;
        this.assignments = tools.assignments();
        this.orders = new Orders(tools.ids());
    }

    /// What to send now, under the connection's number.
    List<PayloadMessage> due(ClusterState state, long timeline, Instant now) {
        List<Order> unheeded = orders.unheeded(now);
        if (!unheeded.isEmpty()) {
            giveUp(unheeded, "the agent did not answer " + Orders.MOST_TRIES + " orders");
        }
        List<LostTask> lost =
                state.instance(agent.instance()).map(ContainerInstance::lost).orElse(List.of());
        List<PayloadMessage> payloads = new ArrayList<>();
        for (Orders.Letter letter : orders.due(state.tasksOn(agent.instance()), lost, now)) {
            List<AcsTask> tasks = tasks(letter, state);
            if (!tasks.isEmpty()) {
                payloads.add(new PayloadMessage(
                        letter.id(), agent.scope().arn(), agent.arn(), timeline, now.toEpochMilli(), tasks));
            }
        }
        return payloads;
    }

    private List<AcsTask> tasks(Orders.Letter letter, ClusterState state) {
        List<AcsTask> tasks = new ArrayList<>();
        for (Order order : letter.orders()) {
            if (order.run()) {
                state.task(order.task())
                        .ifPresent(task -> assignments
                                .start(task, agent.scope())
                                .ifPresentOrElse(tasks::add, () -> undefined(task)));
            } else {
                tasks.add(assignments.stop(order.task(), order.definition(), agent.scope()));
            }
        }
        return tasks;
    }

    /// Its revision is deleted: nobody can say any more what to run.
    private void undefined(Task task) {
        failToStart(
                List.of(Order.run(task)),
                "InternalError: the task definition " + task.definition() + " does not exist any more");
    }

    /// When the next answer is overdue.
    Optional<Instant> next() {
        return orders.next();
    }

    void acknowledged(String messageId) {
        List<Order> stops =
                orders.settled(messageId).stream().filter(order -> !order.run()).toList();
        if (stops.isEmpty()) {
            return;
        }
        agent.scope().store().write(tx -> {
            for (Order stop : stops) {
                tx.state()
                        .task(stop.task())
                        .filter(task -> task.state() instanceof TaskState.Stopping)
                        .ifPresent(task -> tx.move(task, new Trigger.StopAcknowledged(tx.now())));
                tx.state().instance(agent.instance()).ifPresent(instance -> LostTasks.told(tx, instance, stop.task()));
            }
            return stops;
        });
    }

    void refused(String messageId, String reason) {
        List<Order> refused = orders.settled(messageId);
        String why = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        log.warn("instance={} refused {} orders: {}", agent, refused.size(), LoggedText.of(why));
        if (!refused.isEmpty()) {
            giveUp(refused, "the agent refused the order: " + why);
        }
    }

    private void giveUp(List<Order> undone, String why) {
        log.warn("instance={} {} orders are given up: {}", agent, undone.size(), LoggedText.of(why));
        failToStart(undone.stream().filter(Order::run).toList(), "AgentError: " + why);
        agent.scope().store().write(tx -> {
            undone.stream().filter(order -> !order.run()).forEach(order -> neverStopped(tx, order));
            return undone;
        });
    }

    private void failToStart(List<Order> starts, String why) {
        var reason = new StopReason(StopCode.TASK_FAILED_TO_START, why);
        agent.scope().store().write(tx -> {
            for (Order start : starts) {
                tx.state()
                        .task(start.task())
                        .filter(task -> task.state() instanceof TaskState.Pending)
                        .ifPresent(task -> tx.move(task, new Trigger.StopRequested(reason, tx.now())));
            }
            return starts;
        });
    }

    private void neverStopped(Transaction tx, Order stop) {
        tx.state()
                .task(stop.task())
                .filter(task -> task.state() instanceof TaskState.Stopping)
                .ifPresent(task -> tx.state()
                        .instance(agent.instance())
                        .ifPresent(instance -> LostTasks.giveUp(
                                tx, instance, List.of(task), ((TaskState.Stopping) task.state()).reason())));
    }
}
