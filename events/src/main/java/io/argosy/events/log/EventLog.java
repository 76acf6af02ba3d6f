package io.argosy.events.log;

import io.argosy.model.AccountRegion;
import io.argosy.model.Kind;
import io.argosy.state.Committed;
import io.argosy.state.RealmChanges;
import io.argosy.state.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// The events of a realm in their order, as far back as changes are remembered. Whoever asks for what came last has it
/// read and made once for all who ask: the newest are kept here for the others. Nobody works while nobody asks.
///
/// A place in the log is a sequence: all events up to it have been seen, whether or not there is one of that number.
public final class EventLog {
    private static final int A_READING = 1_000;

    /// Nobody follows from there any more.
    private static final long FAR_AHEAD = 500_000;
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private static final Set<Class<?>> TYPES =
            Derivation.KINDS.stream().map(Kind::type).collect(Collectors.toUnmodifiableSet());

    private final Limits limits;
    private final RealmChanges changes;
    private final Derivation derivation;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Event> kept = new ArrayList<>();
    private long letters;
    private long start = -1;
    private long end = -1;

    /// Events after a place, and the place behind them. `forgotten` if some before them are not remembered any more;
    /// `fresh` if they came from what is kept, and not from the disk for this reader alone.
    public record Page(List<Event> events, long place, boolean forgotten, boolean fresh) {
        public Page {
            events = List.copyOf(events);
        }
    }

    /// What waits for the slowest reader that is served without the disk: so many events, of so many letters.
    public record Limits(int events, long letters) {
        public static final Limits USUAL = new Limits(20_000, 16 << 20);
    }

    public EventLog(Stores stores, AccountRegion realm, Limits limits) {
        this.limits = limits;
        this.changes = stores.changes(realm);
        this.derivation = new Derivation(stores, realm);
    }

    /// Whether changes of this kind may be events.
    public static boolean concerns(Class<?> entity) {
        return TYPES.contains(entity);
    }

    /// The place behind all there is now.
    public long latest() {
        return before(FAR);
    }

    /// The place behind all from before this moment.
    public long before(Instant moment) {
        try {
            return behind(changes.before(moment));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// At most so many; none when there are none yet. A place that was never reached, as one from before a backup was
    /// restored, is the end.
    public Page after(long place, int most) {
        long from = place;
        lock.lock();
        try {
            if (start < 0 || place - end > FAR_AHEAD) {
                startAt(Math.min(place, latest()));
            }
            // Others are at the end that was: they are not to be left behind.
            boolean more = true;
            while (more && place >= end) {
                more = readOn();
            }
            from = Math.min(place, end);
            if (from >= start) {
                return keptAfter(from, most);
            }
        } finally {
            lock.unlock();
        }
        Read read = read(from, Math.min(most, A_READING));
        return new Page(read.events(), read.upTo(), read.forgotten(), false);
    }

    private void startAt(long place) {
        kept = new ArrayList<>();
        letters = 0;
        start = place;
        end = place;
    }

    /// Whether there was more.
    private boolean readOn() {
        long before = end;
        Read read = read(end, A_READING);
        if (read.forgotten()) {
            startAt(behind(read.since()));
        }
        for (Event event : read.events()) {
            kept.add(event);
            letters += event.text().length();
        }
        end = read.upTo();
        int over = 0;
        while (kept.size() - over > limits.events() || letters > limits.letters() && over < kept.size() - 1) {
            start = kept.get(over).sequence();
            letters -= kept.get(over).text().length();
            over++;
        }
        kept = over == 0 ? kept : new ArrayList<>(kept.subList(over, kept.size()));
        return end != before;
    }

    private Page keptAfter(long place, int most) {
        int first = firstAfter(place);
        int last = Math.min(kept.size(), first + most);
        List<Event> events = kept.subList(first, last);
        long behind = last == kept.size() ? end : kept.get(last - 1).sequence();
        return new Page(events, behind, false, true);
    }

    private int firstAfter(long place) {
        int low = 0;
        int high = kept.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (kept.get(middle).sequence() <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The event of this sequence, if it is remembered.
    public Optional<Event> find(long sequence) {
        lock.lock();
        try {
            int place = firstAfter(sequence - 1);
            if (place < kept.size() && kept.get(place).sequence() == sequence) {
                return Optional.of(kept.get(place));
            }
        } finally {
            lock.unlock();
        }
        long change = sequence / Draft.A_CHANGE;
        return read(behind(change - 1), 1).events().stream()
                .filter(event -> event.sequence() == sequence)
                .findFirst();
    }

    /// All events after the change `since` are remembered.
    private record Read(List<Event> events, long upTo, long since, boolean forgotten) {}

    private Read read(long place, int most) {
        try {
            // Within the events of one change the whole of it is read once more.
            long seen = place / Draft.A_CHANGE;
            long change = Math.max(0, place == behind(seen) ? seen : seen - 1);
            RealmChanges.Reading reading = changes.after(change, Derivation.KINDS, most);
            List<Event> events = new ArrayList<>();
            for (Committed one : reading.changes()) {
                derivation.of(one).stream()
                        .filter(event -> event.sequence() > place)
                        .forEach(events::add);
            }
            return new Read(events, behind(reading.upTo()), reading.since(), change < reading.since());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long behind(long change) {
        return change * Draft.A_CHANGE + Draft.A_CHANGE - 1;
    }
}
