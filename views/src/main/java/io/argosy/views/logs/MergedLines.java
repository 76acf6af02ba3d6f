package io.argosy.views.logs;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// The lines of several sources in the order of their times, of each source only the next in memory.
final class MergedLines {
    private record Ahead(LogLine line, LineSource from, int number) {}

    private final PriorityQueue<Ahead> ahead = new PriorityQueue<>(
            Comparator.comparing((Ahead one) -> one.line().at()).thenComparingInt(Ahead::number));

    MergedLines(List<? extends LineSource> sources) throws IOException {
        for (int i = 0; i < sources.size(); i++) {
            add(sources.get(i), i);
        }
    }

    private void add(LineSource source, int number) throws IOException {
        Optional<LogLine> next = source.next();
        next.ifPresent(line -> ahead.add(new Ahead(line, source, number)));
    }

    Optional<LogLine> next() throws IOException {
        Optional<Ahead> first = Optional.ofNullable(ahead.poll());
        if (first.isPresent()) {
            add(first.get().from(), first.get().number());
        }
        return first.map(Ahead::line);
    }
}
