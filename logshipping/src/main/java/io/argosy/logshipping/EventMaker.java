package io.argosy.logshipping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes events of records: parts of a long line are put together, lines too where a pattern says what an event begins
/// with, and what is too long for one event becomes several. As Docker's driver does it: an empty line is no event, and
/// lines of one event each keep their end.
final class EventMaker {
    /// A quarter of a megabyte, less what the service counts for an event.
    static final int MOST_BYTES = 262_144 - 26;

    private static final long MILLI = 1_000_000;

    private final Optional<EventStart> start;
    private final Gathered out = new Gathered();
    private final Gathered error = new Gathered();
    private final Gathered lines = new Gathered();
    private final List<LogEvent> made = new ArrayList<>();

    EventMaker(Optional<EventStart> start) {
        this.start = start;
    }

    /// Text whose end is not there yet: when and where it began.
    private static final class Gathered {
        private final StringBuilder text = new StringBuilder();
        private long nanos;
        private Position from = Position.BEGINNING;
        private int bytes;

        boolean empty() {
            return text.isEmpty();
        }

        void add(String more, long at, Position where) {
            if (empty()) {
                nanos = at;
                from = where;
            }
            text.append(more);
            bytes += utf8(more);
        }

        String take() {
            String all = text.toString();
            text.setLength(0);
            text.trimToSize();
            bytes = 0;
            return all;
        }
    }

    /// The events that are whole with this record.
    List<LogEvent> take(LogRecord record) {
        Gathered line = record.error() ? error : out;
        if (start.isEmpty() && line.empty() && record.ends()) {
            return whole(record);
        }
        line.add(record.text(), record.nanos(), record.from());
        if (record.ends() || line.bytes >= MOST_BYTES) {
            finish(line);
        }
        return handOver();
    }

    /// A line that is its own event, as nearly all are: nothing is kept of it on the way.
    private List<LogEvent> whole(LogRecord record) {
        String text = record.text();
        if (text.length() > MOST_BYTES / 3) {
            event(text.substring(0, text.length() - 1), record.nanos(), record.from());
            return handOver();
        }
        return text.length() == 1
                ? List.of()
                : List.of(new LogEvent(record.nanos() / MILLI, text.substring(0, text.length() - 1), record.from()));
    }

    private void finish(Gathered line) {
        long nanos = line.nanos;
        Position from = line.from;
        String text = line.take();
        String bare = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (start.isEmpty()) {
            event(bare, nanos, from);
            return;
        }
        if (start.get().begins(bare) || lines.bytes + utf8(bare) > MOST_BYTES) {
            finishLines();
        }
        lines.add(bare + "\n", nanos, from);
    }

    private void finishLines() {
        if (!lines.empty()) {
            long nanos = lines.nanos;
            Position from = lines.from;
            event(lines.take(), nanos, from);
        }
    }

    /// Events of lines that more could still follow, as after a while none does.
    List<LogEvent> quiet() {
        finishLines();
        return handOver();
    }

    /// All there is, as nothing follows any more.
    List<LogEvent> rest() {
        Stream.of(out, error).filter(line -> !line.empty()).forEach(this::finish);
        return quiet();
    }

    /// Whether lines wait for others.
    boolean waiting() {
        return !lines.empty();
    }

    /// Where the oldest text begins that is in no event yet.
    Optional<Position> pending() {
        return Stream.of(out, error, lines)
                .filter(gathered -> !gathered.empty())
                .min((one, other) -> Long.compare(one.nanos, other.nanos))
                .map(gathered -> gathered.from);
    }

    private List<LogEvent> handOver() {
        List<LogEvent> all = List.copyOf(made);
        made.clear();
        return all;
    }

    private void event(String text, long nanos, Position from) {
        int begin = 0;
        while (begin < text.length()) {
            int stop = within(text, begin);
            made.add(new LogEvent(nanos / MILLI, text.substring(begin, stop), from));
            begin = stop;
        }
    }

    /// How far a text goes from here within one event.
    private static int within(String text, int begin) {
        int bytes = 0;
        int at = begin;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            bytes += utf8(character);
            if (bytes > MOST_BYTES) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    static int utf8(String text) {
        int bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }

    private static int utf8(int character) {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
