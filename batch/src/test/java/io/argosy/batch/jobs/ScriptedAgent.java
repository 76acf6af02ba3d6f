package io.argosy.batch.jobs;

import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Container;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/// Plays the agents of a cluster: what is placed runs, and ends when the test says how; what is to be stopped stops.
final class ScriptedAgent {
    private static final String EXITED = "Essential container in task exited";

    private final ClusterStore store;
    private final Map<String, Integer> ran = new ConcurrentHashMap<>();

    ScriptedAgent(ClusterStore store) {
        this.store = store;
    }

    /// How many attempts of a job it has seen.
    int attempts(String job) {
        return ran.getOrDefault(job, 0);
    }

    /// Tasks that hold something, the oldest first.
    List<Task> live() {
        return store.read().tasks().stream()
                .filter(task -> !task.state().stopped())
                .sorted((one, other) ->
                        one.owner().startedBy().compareTo(other.owner().startedBy()))
                .toList();
    }

    List<String> jobs() {
        return live().stream().map(task -> task.owner().startedBy()).toList();
    }

    void start(String job) {
        each(job, (tx, task) -> {
            if (task.state() instanceof TaskState.Pending) {
                ran.merge(job, 1, Integer::sum);
                tx.move(task, new Trigger.Started(tx.now()));
            }
        });
    }

    void exit(String job, int code) {
        start(job);
        each(
                job,
                (tx, task) -> end(
                        tx,
                        task,
                        code,
                        task.ending().orElse(new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, EXITED))));
    }

    /// Its instance is gone.
    void lose(String job) {
        each(
                job,
                (tx, task) -> tx.move(
                        task,
                        new Trigger.Lost(
                                new StopReason(StopCode.TERMINATION_NOTICE, "Host EC2 (instance i-0123) terminated."),
                                tx.now())));
    }

    private interface Act {
        void on(Transaction tx, Task task);
    }

    private void each(String job, Act act) {
        store.write(tx -> {
            List<Task> some = new ArrayList<>(tx.state().tasks().stream()
                    .filter(task ->
                            !task.state().stopped() && task.owner().startedBy().equals(job))
                    .toList());
            some.forEach(task -> act.on(tx, task));
            return some.size();
        });
    }

    private static void end(Transaction tx, Task task, int code, StopReason reason) {
        List<Container> containers = task.containers().stream()
                .map(container -> container.toBuilder().exitCode(code).build())
                .toList();
        Task heard = task.hearing(containers, task.timeline());
        tx.update(heard);
        tx.move(heard, new Trigger.Exited(reason, tx.now()));
    }

    /// Ends whatever is there, again and again, until nothing comes any more, each with the code the rule says.
    int drain(ToIntFunction<Task> code) {
        int ended = 0;
        int quiet = 0;
        while (quiet < 50) {
            List<Task> now = live();
            quiet = now.isEmpty() ? quiet + 1 : 0;
            for (Task task : now) {
                exit(task.owner().startedBy(), code.applyAsInt(task));
                ended++;
            }
            pause();
        }
        return ended;
    }

    static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
