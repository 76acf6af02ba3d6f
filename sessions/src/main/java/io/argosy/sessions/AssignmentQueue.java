package io.argosy.sessions;

import io.argosy.model.LostTask;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What one agent has to be told, has been told, and has acknowledged, on one connection. A task that should run is an
/// assignment to run it, one that is to stop or was given up an assignment to stop it; each is given once a connection,
/// and again a few times as long as no acknowledgement comes. The report of its end settles an assignment too
/// (agent-protocol 4.7, 4.8). Tasks that run are told as well: to the agent that has them it says nothing new, and one
/// that came back with an older disk starts them. A task that ended by itself is told to stop all the same: if that
/// report was wrong, what runs is stopped now.
final class AssignmentQueue {
    static final Duration ACK_TIMEOUT = Duration.ofSeconds(15);
    static final int MOST_TRIES = 8;
    private static final int A_PAYLOAD = 10;

    record Assignment(TaskId task, TaskDefinitionId definition, boolean run) {
        static Assignment run(Task task) {
            return new Assignment(task.id(), task.definition(), true);
        }

        static Assignment stop(Task task) {
            return new Assignment(task.id(), task.definition(), false);
        }
    }

    /// Orders that travel in one payload, for so many times now.
    record Payload(String id, List<Assignment> assignments, Instant answerBy, int tries) {}

    private final Supplier<String> ids;
    private final Set<Assignment> given = new LinkedHashSet<>();
    private final Set<Assignment> ended = new LinkedHashSet<>();
    private final Map<String, Payload> unanswered = new LinkedHashMap<>();

    AssignmentQueue(Supplier<String> ids) {
        this.ids = ids;
    }

    /// What to send now. `live` are the tasks of the instance that have not stopped.
    List<Payload> due(Collection<Task> live, Collection<LostTask> lost, Instant now) {
        Set<Assignment> wanted = wanted(live, lost);
        given.retainAll(wanted);
        List<Payload> payloads = again(now);
        wanted.removeAll(given);
        given.addAll(wanted);
        List<Assignment> fresh = List.copyOf(wanted);
        for (int from = 0; from < fresh.size(); from += A_PAYLOAD) {
            List<Assignment> some = fresh.subList(from, Math.min(from + A_PAYLOAD, fresh.size()));
            payloads.add(new Payload(ids.get(), some, now.plus(ACK_TIMEOUT), 1));
        }
        payloads.forEach(payload -> unanswered.put(payload.id(), payload));
        return payloads;
    }

    private Set<Assignment> wanted(Collection<Task> live, Collection<LostTask> lost) {
        Set<Assignment> starts = new LinkedHashSet<>();
        Set<Assignment> wanted = new LinkedHashSet<>();
        lost.forEach(task -> wanted.add(new Assignment(task.id(), task.definition(), false)));
        for (Task task : live) {
            switch (task.state()) {
                case TaskState.Pending _, TaskState.Running _ -> starts.add(Assignment.run(task));
                case TaskState.Stopping _ -> wanted.add(Assignment.stop(task));
                case TaskState.Provisioning _, TaskState.Stopped _ -> {}
            }
        }
        noteEnds(live.stream().map(Task::id).collect(Collectors.toSet()));
        wanted.addAll(ended);
        wanted.addAll(starts);
        return wanted;
    }

    /// What was given to run, was heard of and lives no more has ended.
    private void noteEnds(Set<TaskId> living) {
        for (Assignment run : given) {
            if (run.run()
                    && !living.contains(run.task())
                    && unanswered.values().stream()
                            .noneMatch(payload -> payload.assignments().contains(run))) {
                ended.add(new Assignment(run.task(), run.definition(), false));
            }
        }
    }

    /// Payloads nobody answered in time, without the assignments that settled themselves.
    private List<Payload> again(Instant now) {
        List<Payload> again = new ArrayList<>();
        for (Payload payload : late(now)) {
            unanswered.remove(payload.id());
            List<Assignment> open = open(payload);
            if (!open.isEmpty()) {
                again.add(new Payload(payload.id(), open, now.plus(ACK_TIMEOUT), payload.tries() + 1));
            }
        }
        return again;
    }

    private List<Payload> late(Instant now) {
        return unanswered.values().stream()
                .filter(payload -> !payload.answerBy().isAfter(now))
                .toList();
    }

    private List<Assignment> open(Payload payload) {
        return payload.assignments().stream().filter(given::contains).toList();
    }

    /// The assignments that were given often enough; on this connection they are not given again.
    List<Assignment> unheeded(Instant now) {
        List<Assignment> unheeded = new ArrayList<>();
        for (Payload payload : late(now)) {
            if (payload.tries() >= MOST_TRIES) {
                unheeded.addAll(settled(payload.id()));
            }
        }
        return unheeded;
    }

    /// The assignments the agent answered with this, be it yes or no; none when the id is unknown or was answered
    /// before.
    List<Assignment> settled(String messageId) {
        Payload payload = unanswered.remove(messageId);
        if (payload == null) {
            return List.of();
        }
        List<Assignment> open = open(payload);
        payload.assignments().forEach(ended::remove);
        return open;
    }

    /// When the next payload is to be sent again.
    Optional<Instant> next() {
        return unanswered.values().stream().map(Payload::answerBy).min(Instant::compareTo);
    }
}
