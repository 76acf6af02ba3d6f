package io.argosy.sessions;

import io.argosy.control.AssumableRoles;
import io.argosy.control.LostTasks;
import io.argosy.control.ServiceEventLog;
import io.argosy.model.ContainerInstance;
import io.argosy.model.LostTask;
import io.argosy.model.Owner;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.sessions.AssignmentQueue.Assignment;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.LoggedText;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsMessage;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings an agent, on one connection, what the store wants of its instance, and its answers into the store. An
/// assignment it refuses or never answers has an end too: a start fails, a stop is given up, with the reason on the
/// task.
final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final int LONGEST_REASON = 255;

    private final ClaimedIdentity agent;
    private final Assignments assignments;
    private final AssignmentQueue queue;
    private final TaskKeys keys;
    private final Supplier<String> ids;

    Delivery(ClaimedIdentity agent, SessionDependencies tools) {
        this.agent = agent;
        this.assignments = tools.assignments();
        this.queue = new AssignmentQueue(tools.ids());
        this.keys = new TaskKeys(agent, tools.roles(), tools.ids());
        this.ids = tools.ids();
    }

    /// What to send now, under the connection's number.
    List<PayloadMessage> due(ClusterState state, long timeline, Instant now) {
        List<Assignment> unheeded = queue.unheeded(now);
        if (!unheeded.isEmpty()) {
            giveUp(unheeded, "the agent did not answer " + AssignmentQueue.MOST_TRIES + " orders");
        }
        List<LostTask> lost =
                state.instance(agent.instance()).map(ContainerInstance::lost).orElse(List.of());
        List<PayloadMessage> payloads = new ArrayList<>();
        for (AssignmentQueue.Payload payload : queue.due(state.liveOn(agent.instance()), lost, now)) {
            List<AcsTask> tasks = tasks(payload, state, now);
            if (!tasks.isEmpty()) {
                payloads.add(new PayloadMessage(
                        payload.id(), agent.scope().arn(), agent.arn(), timeline, now.toEpochMilli(), tasks));
            }
        }
        return payloads;
    }

    private List<AcsTask> tasks(AssignmentQueue.Payload payload, ClusterState state, Instant now) {
        List<AcsTask> tasks = new ArrayList<>();
        for (Assignment assignment : payload.assignments()) {
            if (assignment.run()) {
                state.task(assignment.task()).flatMap(task -> start(task, now)).ifPresent(tasks::add);
            } else {
                tasks.add(assignments.stop(assignment.task(), assignment.definition(), agent.scope()));
            }
        }
        return tasks;
    }

    /// What has not started needs its roles; what runs goes on without them, and is told when they can be had again.
    private Optional<AcsTask> start(Task task, Instant now) {
        TaskKeys.Given given = keys.of(task, now);
        if (given.refused().isPresent() && task.state() instanceof TaskState.Pending) {
            withoutRole(task, AssumableRoles.refusal(given.refused().get()));
            return Optional.empty();
        }
        Optional<AcsTask> order = assignments.start(task, agent.scope(), given);
        if (order.isEmpty()) {
            undefined(task);
        }
        return order;
    }

    private void withoutRole(Task task, String refusal) {
        failToStart(List.of(Assignment.run(task)), refusal);
        if (task.owner() instanceof Owner.OfService owner) {
            agent.scope().store().write(tx -> {
                ServiceEventLog.roleRefused(tx, owner.service(), refusal, ids);
                return owner;
            });
        }
    }

    /// Keys of roles that follow others.
    List<IAMRoleCredentialsMessage> renewals(ClusterState state, Instant now) {
        return keys.due(state, now);
    }

    /// Its revision is deleted: nobody can say any more what to run.
    private void undefined(Task task) {
        failToStart(
                List.of(Assignment.run(task)),
                "InternalError: the task definition " + task.definition() + " does not exist any more");
    }

    /// When the next answer is overdue, or keys are to be followed by others.
    Optional<Instant> next() {
        return Stream.of(queue.next(), keys.next()).flatMap(Optional::stream).min(Instant::compareTo);
    }

    void acknowledged(String messageId) {
        List<Assignment> stops = queue.settled(messageId).stream()
                .filter(assignment -> !assignment.run())
                .toList();
        if (stops.isEmpty()) {
            return;
        }
        agent.scope().store().write(tx -> {
            for (Assignment stop : stops) {
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
        List<Assignment> refused = queue.settled(messageId);
        String why = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
        log.warn("instance={} refused {} orders: {}", agent, refused.size(), LoggedText.of(why));
        if (!refused.isEmpty()) {
            giveUp(refused, "the agent refused the order: " + why);
        }
    }

    private void giveUp(List<Assignment> undone, String why) {
        log.warn("instance={} {} orders are given up: {}", agent, undone.size(), LoggedText.of(why));
        failToStart(undone.stream().filter(Assignment::run).toList(), "AgentError: " + why);
        agent.scope().store().write(tx -> {
            undone.stream().filter(assignment -> !assignment.run()).forEach(assignment -> neverStopped(tx, assignment));
            return undone;
        });
    }

    private void failToStart(List<Assignment> starts, String why) {
        var reason = new StopReason(StopCode.TASK_FAILED_TO_START, why);
        agent.scope().store().write(tx -> {
            for (Assignment start : starts) {
                tx.state()
                        .task(start.task())
                        .filter(task -> task.state() instanceof TaskState.Pending)
                        .ifPresent(task -> tx.move(task, new Trigger.StopRequested(reason, tx.now())));
            }
            return starts;
        });
    }

    private void neverStopped(Transaction tx, Assignment stop) {
        tx.state()
                .task(stop.task())
                .filter(task -> task.state() instanceof TaskState.Stopping)
                .ifPresent(task -> tx.state()
                        .instance(agent.instance())
                        .ifPresent(instance -> LostTasks.giveUp(
                                tx, instance, List.of(task), ((TaskState.Stopping) task.state()).reason())));
    }
}
