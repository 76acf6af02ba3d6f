package io.argosy.events.log;

import io.argosy.model.AccountRegion;
import io.argosy.state.Committed;
import io.argosy.state.RealmChanges;
import io.argosy.state.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The events of a realm in their order, as far back as changes are remembered. Whoever asks for what came last has it
/// read and made once for all who ask: the newest are kept here for the others. Nobody works while nobody asks.
///
/// A place in the log is a sequence: all events up to it have been seen, whether or not there is one of that number.
public final class EventLog {
    /// What waits for the slowest reader that is served without the disk.
    private static final int MOST_KEPT = 20_000;

    private static final long MOST_LETTERS = 16 << 20;
    private static final int A_READING = 1_000;

    /// Nobody follows from there any more.
    private static final long FAR_AHEAD = 500_000;
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

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

    public EventLog(Stores stores, AccountRegion realm) {
        this.changes = stores.changes(realm);
        this.derivation = new Derivation(stores, realm);
    }

    /// Whether changes of this kind may be events.
    public static boolean concerns(Class<?> entity) {
        return Derivation.KINDS.stream().anyMatch(kind -> kind.type() == entity);
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

    /// At most so many; none when there are none yet.
    public Page after(long place, int most) {
        lock.lock();
        try {
            if (start < 0 || place - end > FAR_AHEAD) {
                startAt(place);
            }
            // Others are at the end that was: they are not to be left behind.
            while (place > end) {
                readOn();
            }
            if (place >= start) {
                if (place == end) {
                    readOn();
                }
                return keptAfter(place, most);
            }
        } finally {
            lock.unlock();
        }
        Read read = read(place, Math.min(most, A_READING));
        return new Page(read.events(), read.upTo(), read.forgotten(), false);
    }

    private void startAt(long place) {
        kept = new ArrayList<>();
        letters = 0;
        start = place;
        end = place;
    }

    private void readOn() {
        Read read = read(end, A_READING);
        for (Event event : read.events()) {
            kept.add(event);
            letters += event.text().length();
        }
        end = read.upTo();
        int over = 0;
        while (kept.size() - over > MOST_KEPT || letters > MOST_LETTERS && over < kept.size() - 1) {
            start = kept.get(over).sequence();
            letters -= kept.get(over).text().length();
            over++;
        }
        kept = over == 0 ? kept : new ArrayList<>(kept.subList(over, kept.size()));
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

    private record Read(List<Event> events, long upTo, boolean forgotten) {}

    private Read read(long place, int most) {
        try {
            // Within the events of one change the whole of it is read once more.
            long change = place / Draft.A_CHANGE - (place == behind(place / Draft.A_CHANGE) ? 0 : 1);
            RealmChanges.Reading reading = changes.after(change, Derivation.KINDS, most);
            List<Event> events = new ArrayList<>();
            for (Committed one : reading.changes()) {
                derivation.of(one).stream()
                        .filter(event -> event.sequence() > place)
                        .forEach(events::add);
            }
            return new Read(events, behind(reading.upTo()), change < reading.since());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long behind(long change) {
        return change * Draft.A_CHANGE + Draft.A_CHANGE - 1;
    }
}
