package io.argosy.logs.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// Walks the events of a group in the order of time, whatever the order in which they came. A segment is looked into
/// when the walk comes near its times, a block is read when it comes near the block's: so what is in memory is what
/// overlaps at one moment.
public final class EventWalk implements AutoCloseable {
    private final GroupLog group;
    private final BlockTables tables;
    private final Query query;
    private final PriorityQueue<Segment> segments;
    private final PriorityQueue<Waiting> blocks;
    private final PriorityQueue<OpenBlock> open;
    private final Map<Long, FileChannel> files = new HashMap<>();
    private Optional<Position> last = Optional.empty();
    private long read;

    private record Waiting(Segment segment, BlockRef block, StoredStream stream) {}

    /// What the walk comes to next.
    public sealed interface Step {
        record Found(StoredEvent event) implements Step {}

        /// It has read as much as it may, and goes on at this position another time.
        record Paused(Position at) implements Step {}

        record Ended() implements Step {}
    }

    EventWalk(GroupLog group, BlockTables tables, Query query) {
        this.group = group;
        this.tables = tables;
        this.query = query;
        this.segments = new PriorityQueue<>(Comparator.comparingLong(this::near));
        this.blocks = new PriorityQueue<>(Comparator.comparingLong(waiting -> near(waiting.block())));
        Comparator<OpenBlock> inTime = Comparator.comparing(OpenBlock::position);
        this.open = new PriorityQueue<>(query.forward() ? inTime : inTime.reversed());
        group.segments().stream()
                .filter(segment ->
                        overlaps(segment.span().first(), segment.span().last()))
                .filter(query.streams()::mayBeIn)
                .forEach(segments::add);
    }

    /// The end that the walk meets first; smaller is nearer.
    private long near(Segment segment) {
        return query.forward() ? segment.span().first() : -segment.span().last();
    }

    private long near(BlockRef block) {
        return query.forward() ? block.first() : -block.last();
    }

    private boolean overlaps(long first, long last) {
        long from = query.forward()
                ? query.start()
                        .map(start -> Math.max(start.timestamp(), query.from()))
                        .orElse(query.from())
                : query.from();
        long to = query.forward()
                ? query.to()
                : query.start()
                        .map(start -> Math.min(start.timestamp(), query.to()))
                        .orElse(query.to());
        return last >= from && first <= to;
    }

    public Step next() throws IOException {
        while (true) {
            if (read > query.bytes()) {
                Optional<Step> pause = pause();
                if (pause.isPresent()) {
                    return pause.get();
                }
            }
            if (segmentIsNext()) {
                lookInto(segments.remove());
            } else if (blockIsNext()) {
                open(blocks.remove());
            } else {
                return step();
            }
        }
    }

    private boolean segmentIsNext() {
        if (segments.isEmpty()) {
            return false;
        }
        long segment = near(segments.element());
        return open.isEmpty()
                ? blocks.isEmpty() || segment <= near(blocks.element().block())
                : segment <= near(open.element());
    }

    private boolean blockIsNext() {
        return !blocks.isEmpty() && (open.isEmpty() || near(blocks.element().block()) <= near(open.element()));
    }

    private long near(OpenBlock block) {
        return query.forward() ? block.timestamp() : -block.timestamp();
    }

    private void lookInto(Segment segment) throws IOException {
        try {
            segment.blocks(tables).forEach(block -> {
                if (overlaps(block.first(), block.last())) {
                    group.stream(block.stream())
                            .filter(query.streams()::has)
                            .ifPresent(stream -> blocks.add(new Waiting(segment, block, stream)));
                }
            });
        } catch (NoSuchFileException expired) {
            // Its time was over while the walk was on its way.
        }
    }

    private void open(Waiting waiting) throws IOException {
        byte[] bytes;
        try {
            bytes = SegmentReader.bytes(file(waiting.segment()), waiting.block());
        } catch (NoSuchFileException expired) {
            return;
        }
        read += bytes.length;
        MessageText text = MessageText.of(bytes, Block.HEAD, bytes.length);
        if (query.filter().mayMatchIn(text)) {
            var block = new OpenBlock(
                    waiting.stream(), waiting.block(), waiting.segment().number(), text, query.forward());
            if (block.settle(query)) {
                open.add(block);
            }
        }
    }

    private FileChannel file(Segment segment) throws IOException {
        FileChannel known = files.get(segment.number());
        if (known != null) {
            return known;
        }
        FileChannel opened = FileChannel.open(segment.file(), StandardOpenOption.READ);
        files.put(segment.number(), opened);
        return opened;
    }

    private Step step() {
        if (open.isEmpty()) {
            return new Step.Ended();
        }
        OpenBlock nearest = open.remove();
        StoredEvent event = nearest.event();
        last = Optional.of(event.position());
        if (nearest.next(query)) {
            open.add(nearest);
        }
        return new Step.Found(event);
    }

    /// Where it would go on: at the nearest of what is left, and never before what it found.
    /// Nothing while it came no further than where it started: the next walk would come no further either.
    private Optional<Step> pause() {
        if (open.isEmpty() && blocks.isEmpty() && segments.isEmpty()) {
            return Optional.of(new Step.Ended());
        }
        Comparator<Position> order = query.forward()
                ? Comparator.naturalOrder()
                : Comparator.<Position>naturalOrder().reversed();
        Position nearest = left().stream().min(order).orElseThrow();
        Position behind = last.map(this::behind).orElse(nearest);
        Position at = order.compare(behind, nearest) > 0 ? behind : nearest;
        boolean further =
                query.start().isEmpty() || order.compare(at, query.start().get()) > 0;
        return further ? Optional.of(new Step.Paused(at)) : Optional.empty();
    }

    private List<Position> left() {
        return java.util.stream.Stream.of(
                        Optional.ofNullable(open.peek()).map(OpenBlock::position),
                        Optional.ofNullable(blocks.peek()).map(waiting -> edge(near(waiting.block()))),
                        Optional.ofNullable(segments.peek()).map(segment -> edge(near(segment))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Position edge(long near) {
        return query.forward() ? Position.beforeAllAt(near) : Position.behindAllAt(-near);
    }

    private Position behind(Position found) {
        return query.forward() ? found.next() : found.previous();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files.values()) {
            file.close();
        }
    }
}
