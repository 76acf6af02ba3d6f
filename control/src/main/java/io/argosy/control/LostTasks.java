package io.argosy.control;

import io.argosy.model.ContainerInstance;
import io.argosy.model.LostTask;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.Trigger;
import io.argosy.state.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Gives up tasks that nobody can stop, and remembers them at their instance until its agent says that they are over:
/// what may still run there must not meet what would be placed there next.
public final class LostTasks {
    private LostTasks() {}

    /// `tasks` all hold a place on `instance`. One that was to stop anyway keeps the reason it has.
    public static void giveUp(Transaction tx, ContainerInstance instance, List<Task> tasks, StopReason reason) {
        List<LostTask> lost = new ArrayList<>(instance.lost());
        for (Task task : tasks) {
            tx.move(task, new Trigger.Lost(reason, tx.now()));
            if (!instance.lost(task.id())) {
                lost.add(new LostTask(task.id(), task.definition(), false));
            }
        }
        tx.update(instance.withLost(lost));
    }

    /// ECS's words for a host that is gone (ecs-semantics 5.4); clients look for them.
    public static StopReason terminated(ContainerInstance instance) {
        return new StopReason(
                StopCode.TERMINATION_NOTICE, "Host EC2 (instance " + instance.ec2InstanceId() + ") terminated.");
    }

    /// The instance is INACTIVE for good and its key with it, whatever becomes of its tasks there.
    public static ContainerInstance withTheirInstance(Transaction tx, ContainerInstance instance, StopReason reason) {
        tx.state().liveOn(instance.id()).forEach(task -> tx.move(task, new Trigger.Lost(reason, tx.now())));
        ContainerInstance gone = instance.with(ContainerInstance.Status.INACTIVE);
        tx.update(gone);
        tx.state().agentKeyOf(instance.id()).ifPresent(tx::remove);
        return gone;
    }

    /// An agent says that a task runs which is over: whichever of its words is wrong, it is to stop.
    public static void contradicted(Transaction tx, Task stopped) {
        stopped.placedOn()
                .flatMap(tx.state()::instance)
                .filter(instance -> instance.registered() && !instance.lost(stopped.id()))
                .ifPresent(instance -> {
                    List<LostTask> lost = new ArrayList<>(instance.lost());
                    lost.add(new LostTask(stopped.id(), stopped.definition(), true));
                    tx.update(instance.withLost(lost));
                });
    }

    /// The agent took the order to stop it.
    public static void told(Transaction tx, ContainerInstance instance, TaskId task) {
        if (instance.lost().stream()
                .anyMatch(lost -> lost.contradicted() && lost.id().equals(task))) {
            tx.update(instance.without(task));
        }
    }

    /// An agent said that this one is over; the task itself may be forgotten by now.
    public static void over(Transaction tx, TaskId task) {
        Collection<ContainerInstance> possible = tx.state()
                .task(task)
                .map(known ->
                        known.placedOn().flatMap(tx.state()::instance).stream().toList())
                .orElseGet(() -> List.copyOf(tx.state().instances()));
        for (ContainerInstance instance : possible) {
            if (instance.lost(task)) {
                tx.update(instance.without(task));
            }
        }
    }
}
