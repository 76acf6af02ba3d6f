package io.argosy.logs.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What is known of a group's events in memory: its streams and its segments, all of it durable. One thread, the
/// writer's, changes it; everybody reads.
public final class GroupLog {
    private static final int ENDED_AT_ONCE = 1_000;

    private final String id;
    private final Path folder;
    private final ConcurrentSkipListMap<String, StoredStream> byName = new ConcurrentSkipListMap<>();
    private final Map<Integer, StoredStream> byNumber = new ConcurrentHashMap<>();
    private volatile List<Segment> segments = List.of();
    private volatile int highestStream;
    private volatile long highestSegment;
    private volatile boolean gone;

    private GroupLog(String id, Path folder) {
        this.id = id;
        this.folder = folder;
    }

    /// Reads what the folder has; a group that nothing was written to has none.
    static GroupLog load(String id, Path folder) throws IOException {
        var group = new GroupLog(id, folder);
        StreamFile.Content content = StreamFile.read(folder.resolve(StreamFile.NAME));
        group.highestStream = content.highest();
        content.streams().values().forEach(group::began);
        List<Segment> found = new ArrayList<>();
        for (Path file : Disk.entries(folder)) {
            if (file.toString().endsWith(Segment.ENDING)) {
                found.add(group.segment(file));
            }
        }
        group.segments = List.copyOf(found);
        return group;
    }

    /// One without a list of its heads was being written to when the last server ended.
    private Segment segment(Path file) throws IOException {
        long number = Segment.number(file);
        highestSegment = Math.max(highestSegment, number);
        Optional<BlockTable.Part> listed = SegmentReader.listed(file);
        BlockTable.Part blocks = listed.isPresent() ? listed.get() : SegmentReader.walked(file, true);
        if (listed.isEmpty()) {
            SegmentReader.list(file, blocks);
        }
        blocks.forEach(this::counted);
        return SealedSegment.of(number, file, blocks);
    }

    private void counted(BlockRef block) {
        StoredStream stream = byNumber.get(block.stream());
        if (stream != null) {
            stream.holds(stream.span().with(block));
        }
    }

    public String id() {
        return id;
    }

    Path folder() {
        return folder;
    }

    public Optional<StoredStream> stream(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<StoredStream> stream(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /// The streams whose names begin so, by name, from behind one of them on; all of them behind nothing.
    public Stream<StoredStream> streams(String prefix, String after) {
        String from = after.compareTo(prefix) > 0 ? after : prefix;
        return byName.tailMap(from, !from.equals(after) || after.isEmpty()).values().stream()
                .takeWhile(stream -> stream.name().startsWith(prefix));
    }

    /// The same from the last to the first.
    public Stream<StoredStream> streamsBackwards(String prefix, String after) {
        String behindAll = prefix + Character.MAX_VALUE;
        return byName.headMap(after.isEmpty() ? behindAll : after, false).descendingMap().values().stream()
                .takeWhile(stream -> stream.name().startsWith(prefix));
    }

    public int streamCount() {
        return byNumber.size();
    }

    /// The bytes of all events.
    public long bytes() {
        return segments.stream().mapToLong(segment -> segment.span().bytes()).sum();
    }

    /// Some of the streams that are older than this and hold nothing.
    List<StoredStream> left(long before) {
        return byNumber.values().stream()
                .filter(stream -> stream.createdAt() < before && stream.span().empty())
                .limit(ENDED_AT_ONCE)
                .toList();
    }

    /// The bytes of the events of one segment.
    Optional<Long> bytesOf(long number) {
        return segments.stream()
                .filter(segment -> segment.number() == number)
                .map(segment -> segment.span().bytes())
                .findFirst();
    }

    /// The streams that hold more than this.
    List<StoredStream> larger(long bytes) {
        return byNumber.values().stream()
                .filter(stream -> stream.span().bytes() > bytes)
                .toList();
    }

    List<Segment> segments() {
        return segments;
    }

    boolean gone() {
        return gone;
    }

    // What follows is the writer's.

    int nextStream() {
        return ++highestStream;
    }

    long nextSegment() {
        return ++highestSegment;
    }

    void began(StoredStream stream) {
        byName.put(stream.name(), stream);
        byNumber.put(stream.number(), stream);
    }

    void ended(StoredStream stream) {
        byName.remove(stream.name(), stream);
        byNumber.remove(stream.number());
    }

    void added(GrowingSegment segment, BlockRef block) {
        segment.add(block);
        counted(block);
    }

    /// A new one, or one that goes on.
    void grows(GrowingSegment segment) {
        List<Segment> all = new ArrayList<>(segments);
        all.removeIf(one -> one.number() == segment.number());
        all.add(segment);
        segments = List.copyOf(all);
    }

    /// One takes the place of another of the same number.
    void sealed(SealedSegment ended) {
        segments = segments.stream()
                .<Segment>map(segment -> segment.number() == ended.number() ? ended : segment)
                .toList();
    }

    void dropped(Segment old, BlockTable.Part blocks) {
        segments = segments.stream()
                .filter(segment -> segment.number() != old.number())
                .toList();
        lost(blocks, _ -> true);
    }

    /// Such blocks are gone: what their streams hold is less.
    void lost(BlockTable.Part blocks, Predicate<BlockRef> gone) {
        long oldest = segments.stream()
                .mapToLong(segment -> segment.span().first())
                .min()
                .orElse(Long.MIN_VALUE);
        Map<Integer, Long> bytes = new HashMap<>();
        blocks.forEach(block -> {
            if (!block.hole() && gone.test(block)) {
                bytes.merge(block.stream(), (long) block.length(), Long::sum);
            }
        });
        bytes.forEach((number, less) ->
                stream(number).ifPresent(stream -> stream.holds(stream.span().without(less, oldest))));
    }

    void end() {
        gone = true;
        segments = List.of();
        byName.clear();
        byNumber.clear();
    }
}
