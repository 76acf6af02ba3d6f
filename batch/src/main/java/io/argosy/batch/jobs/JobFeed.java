package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Entity;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.state.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What became durable since somebody last asked, of all that jobs depend on: how their tasks fare, and which jobs
/// ended. It is told on the thread that commits, so it notes and returns. What is missed while nobody listens is
/// found by looking at everything.
final class JobFeed {
    /// Where the kinds of entities are that are Batch's.
    private static final Set<Package> OURS = Set.of(Job.class.getPackage(), JobQueue.class.getPackage());

    private final Map<TaskId, Task> tasks = new ConcurrentHashMap<>();
    private final Queue<JobId> ended = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    JobFeed(Runnable wake) {
        this.wake = wake;
    }

    void changed(List<Change> changes) {
        boolean heard = false;
        for (Change change : changes) {
            heard |= heard(change);
        }
        if (heard) {
            wake.run();
        }
    }

    private boolean heard(Change change) {
        Optional<Entity> after = change.after();
        if (after.isEmpty()) {
            return false;
        }
        Entity now = after.get();
        if (now instanceof Task task) {
            return task(change, task);
        } else if (now instanceof ArrayTally tally) {
            return tally(change, tally);
        } else if (now instanceof Job job) {
            return note(job.id(), job.life());
        } else if (now instanceof ArrayChild child) {
            return note(child.id(), child.life());
        }
        return now instanceof ContainerInstance
                || now instanceof Service
                || now instanceof AwaitedPlacement
                || (now instanceof ServiceEvent said && said.statement().kind() == ServiceEvent.Kind.NO_PLACE)
                || OURS.contains(now.getClass().getPackage());
    }

    /// Of a task that is no job's only that it made room.
    private boolean task(Change change, Task task) {
        boolean moved = change.before()
                .map(Task.class::cast)
                .filter(before -> before.state().equals(task.state()))
                .isEmpty();
        boolean tells = moved && (task.state().running() || task.state().stopped());
        if (tells && AttemptLaunch.jobOf(task.owner()).isPresent()) {
            tasks.put(task.id(), task);
        }
        return tells;
    }

    private boolean tally(Change change, ArrayTally tally) {
        boolean fell = change.before()
                .map(ArrayTally.class::cast)
                .filter(before -> before.falls().equals(tally.falls()))
                .isEmpty();
        if (fell) {
            ended.add(tally.id());
        }
        return true;
    }

    private boolean note(JobId id, Life life) {
        if (life.ended()) {
            ended.add(id);
        }
        return true;
    }

    /// The tasks that moved, each as it was last.
    List<Task> tasks() {
        List<Task> all = new ArrayList<>();
        for (TaskId id : tasks.keySet()) {
            Task task = tasks.remove(id);
            if (task != null) {
                all.add(task);
            }
        }
        return all;
    }

    Set<JobId> ended() {
        Set<JobId> all = new LinkedHashSet<>();
        for (JobId id = ended.poll(); id != null; id = ended.poll()) {
            all.add(id);
        }
        return all;
    }
}
