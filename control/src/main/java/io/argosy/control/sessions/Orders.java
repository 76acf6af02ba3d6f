package io.argosy.control.sessions;

import io.argosy.model.Task;
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
/// order to run it, one that is to stop an order to stop it; each is given once a connection, and again as long as no
/// acknowledgement comes. The report of its end settles an order too (agent-protocol 4.7, 4.8). Tasks that run are told
/// as well: to the agent that has them it says nothing new, and one that came back with an older disk starts them.
final class Orders {
    static final Duration ACK_TIMEOUT = Duration.ofSeconds(15);
    private static final int A_LETTER = 10;

    record Order(TaskId task, boolean run) {}

    /// Orders that travel in one payload.
    record Letter(String id, List<Order> orders, Instant answerBy) {}

    private final Supplier<String> ids;
    private final Set<Order> given = new HashSet<>();
    private final Map<String, Letter> unanswered = new LinkedHashMap<>();

    Orders(Supplier<String> ids) {
        this.ids = ids;
    }

    /// What to send now.
    List<Letter> due(Collection<Task> tasks, Instant now) {
        Set<Order> wanted = wanted(tasks);
        given.retainAll(wanted);
        List<Letter> letters = again(now);
        wanted.removeAll(given);
        given.addAll(wanted);
        List<Order> fresh = List.copyOf(wanted);
        for (int from = 0; from < fresh.size(); from += A_LETTER) {
            List<Order> some = fresh.subList(from, Math.min(from + A_LETTER, fresh.size()));
            letters.add(new Letter(ids.get(), some, now.plus(ACK_TIMEOUT)));
        }
        letters.forEach(letter -> unanswered.put(letter.id(), letter));
        return letters;
    }

    private static Set<Order> wanted(Collection<Task> tasks) {
        Set<Order> starts = new LinkedHashSet<>();
        Set<Order> wanted = new LinkedHashSet<>();
        for (Task task : tasks) {
            switch (task.state()) {
                case TaskState.Pending _, TaskState.Running _ -> starts.add(new Order(task.id(), true));
                case TaskState.Stopping _ -> wanted.add(new Order(task.id(), false));
                case TaskState.Provisioning _, TaskState.Stopped _ -> {}
            }
        }
        wanted.addAll(starts);
        return wanted;
    }

    /// Letters nobody answered in time, without the orders that settled themselves.
    private List<Letter> again(Instant now) {
        List<Letter> again = new ArrayList<>();
        for (Letter letter : List.copyOf(unanswered.values())) {
            if (letter.answerBy().isAfter(now)) {
                continue;
            }
            unanswered.remove(letter.id());
            List<Order> open = letter.orders().stream().filter(given::contains).toList();
            if (!open.isEmpty()) {
                again.add(new Letter(letter.id(), open, now.plus(ACK_TIMEOUT)));
            }
        }
        return again;
    }

    /// The orders the agent took with this; none when the id is unknown or was acknowledged before.
    List<Order> acknowledged(String messageId) {
        Letter letter = unanswered.remove(messageId);
        return letter == null ? List.of() : letter.orders();
    }

    /// When the next letter is to be sent again.
    Optional<Instant> next() {
        return unanswered.values().stream().map(Letter::answerBy).min(Instant::compareTo);
    }
}
