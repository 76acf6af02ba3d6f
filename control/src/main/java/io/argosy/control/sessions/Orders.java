package io.argosy.control.sessions;

import io.argosy.model.LostTask;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What one agent has to be told, has been told, and has acknowledged, on one connection. A task that should run is an
/// order to run it, one that is to stop or was given up an order to stop it; each is given once a connection, and again
/// a few times as long as no acknowledgement comes. The report of its end settles an order too (agent-protocol 4.7,
/// 4.8). Tasks that run are told as well: to the agent that has them it says nothing new, and one that came back with
/// an older disk starts them. A task that ended by itself is told to stop all the same: if that report was wrong,
/// what runs is stopped now.
final class Orders {
    static final Duration ACK_TIMEOUT = Duration.ofSeconds(15);
    static final int MOST_TRIES = 8;
    private static final int A_LETTER = 10;

    record Order(TaskId task, TaskDefinitionId definition, boolean run) {
        static Order run(Task task) {
            return new Order(task.id(), task.definition(), true);
        }

        static Order stop(Task task) {
            return new Order(task.id(), task.definition(), false);
        }
    }

    /// Orders that travel in one payload, for so many times now.
    record Letter(String id, List<Order> orders, Instant answerBy, int tries) {}

    private final Supplier<String> ids;
    private final Set<Order> given = new HashSet<>();
    private final Set<Order> ended = new LinkedHashSet<>();
    private final Map<String, Letter> unanswered = new LinkedHashMap<>();

    Orders(Supplier<String> ids) {
        this.ids = ids;
    }

    /// What to send now.
    List<Letter> due(Collection<Task> tasks, Collection<LostTask> lost, Instant now) {
        Set<Order> wanted = wanted(tasks, lost);
        given.retainAll(wanted);
        List<Letter> letters = again(now);
        wanted.removeAll(given);
        given.addAll(wanted);
        List<Order> fresh = List.copyOf(wanted);
        for (int from = 0; from < fresh.size(); from += A_LETTER) {
            List<Order> some = fresh.subList(from, Math.min(from + A_LETTER, fresh.size()));
            letters.add(new Letter(ids.get(), some, now.plus(ACK_TIMEOUT), 1));
        }
        letters.forEach(letter -> unanswered.put(letter.id(), letter));
        return letters;
    }

    private Set<Order> wanted(Collection<Task> tasks, Collection<LostTask> lost) {
        Set<Order> starts = new LinkedHashSet<>();
        Set<Order> wanted = new LinkedHashSet<>();
        lost.forEach(task -> wanted.add(new Order(task.id(), task.definition(), false)));
        for (Task task : tasks) {
            switch (task.state()) {
                case TaskState.Pending _, TaskState.Running _ -> starts.add(Order.run(task));
                case TaskState.Stopping _ -> wanted.add(Order.stop(task));
                case TaskState.Stopped _ -> noteEnd(task);
                case TaskState.Provisioning _ -> {}
            }
        }
        wanted.addAll(ended);
        wanted.addAll(starts);
        return wanted;
    }

    private void noteEnd(Task task) {
        Order run = Order.run(task);
        if (given.contains(run)
                && unanswered.values().stream()
                        .noneMatch(letter -> letter.orders().contains(run))) {
            ended.add(Order.stop(task));
        }
    }

    /// Letters nobody answered in time, without the orders that settled themselves.
    private List<Letter> again(Instant now) {
        List<Letter> again = new ArrayList<>();
        for (Letter letter : late(now)) {
            unanswered.remove(letter.id());
            List<Order> open = open(letter);
            if (!open.isEmpty()) {
                again.add(new Letter(letter.id(), open, now.plus(ACK_TIMEOUT), letter.tries() + 1));
            }
        }
        return again;
    }

    private List<Letter> late(Instant now) {
        return unanswered.values().stream()
                .filter(letter -> !letter.answerBy().isAfter(now))
                .toList();
    }

    private List<Order> open(Letter letter) {
        return letter.orders().stream().filter(given::contains).toList();
    }

    /// The orders that were given often enough; on this connection they are not given again.
    List<Order> unheeded(Instant now) {
        List<Order> unheeded = new ArrayList<>();
        for (Letter letter : late(now)) {
            if (letter.tries() >= MOST_TRIES) {
                unheeded.addAll(settled(letter.id()));
            }
        }
        return unheeded;
    }

    /// The orders the agent answered with this, be it yes or no; none when the id is unknown or was answered before.
    List<Order> settled(String messageId) {
        Letter letter = unanswered.remove(messageId);
        if (letter == null) {
            return List.of();
        }
        List<Order> open = open(letter);
        letter.orders().forEach(ended::remove);
        return open;
    }

    /// When the next letter is to be sent again.
    Optional<Instant> next() {
        return unanswered.values().stream().map(Letter::answerBy).min(Instant::compareTo);
    }
}
