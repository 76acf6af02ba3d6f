package io.argosy.logs.store;

import io.argosy.shapes.logs.InputLogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events of all groups, in a folder of which each group has one, named by its id. What a call has put is on disk
/// when it returns; a call that throws may have left its events or not.
public final class LogStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogStore.class);

    /// How many streams a group has before those that hold nothing are forgotten.
    private static final int MANY_STREAMS = 100_000;

    private final Path folder;
    private final StoreLimits limits;
    private final Map<String, GroupLog> groups = new ConcurrentHashMap<>();
    private final BlockTables tables = new BlockTables();
    private final LogWriter writer;
    private final StoreCounts counts = new StoreCounts();
    private final Consumer<StoredBlock> followers;

    private LogStore(Path folder, StoreLimits limits, FreeSpace space, Consumer<StoredBlock> followers) {
        this.folder = folder;
        this.limits = limits;
        this.followers = followers;
        this.writer = new LogWriter(space);
    }

    /// `followers` hear of each block that has become durable, on the writer's thread.
    public static LogStore open(Path folder, StoreLimits limits, Consumer<StoredBlock> followers) throws IOException {
        Disk.makeFolder(folder);
        return new LogStore(folder, limits, new FreeSpace(folder, limits), followers);
    }

    /// A group's events; that there is such a group is for the caller to know.
    public GroupLog group(String id) throws IOException {
        try {
            return groups.computeIfAbsent(id, this::load);
        } catch (UncheckedIOException unreadable) {
            throw new IOException("log group " + id + " cannot be read", unreadable);
        }
    }

    private GroupLog load(String id) {
        try {
            return GroupLog.load(id, folder.resolve(id));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// False when there is one of this name.
    public boolean createStream(GroupLog group, String name, long now) throws IOException {
        return writer.write(group, new Work.BeginStream(name, now)) == Work.Outcome.DONE;
    }

    /// False when there is none of this name.
    public boolean deleteStream(GroupLog group, String name) throws IOException {
        return writer.write(group, new Work.EndStream(name)) == Work.Outcome.DONE;
    }

    /// Puts events, which are in the order of time; false when the stream is gone.
    public boolean put(GroupLog group, StoredStream stream, long now, List<InputLogEvent> events) throws IOException {
        var block = Block.of(stream.number(), now, events);
        int bytes = block.remaining();
        boolean done = writer.write(group, new Work.Append(stream, block, followers)) == Work.Outcome.DONE;
        counts.put(done ? events.size() : 0, done ? bytes : 0);
        return done;
    }

    public StoreCounts counts() {
        return counts;
    }

    public EventWalk walk(GroupLog group, Query query) {
        return new EventWalk(group, tables, query);
    }

    /// Drops the files of a group that hold nothing younger than this. Where there are very many streams, those go too
    /// that are older and hold nothing: each task brings one, and there is an end to their number.
    public void expire(GroupLog group, long before) throws IOException {
        if (group.segments().stream().anyMatch(segment -> segment.span().last() < before)) {
            writer.write(group, new Work.Drop(before, 0));
        }
        List<StoredStream> left = group.streamCount() > MANY_STREAMS ? group.left(before) : List.of();
        for (StoredStream stream : left) {
            writer.write(group, new Work.EndStream(stream.name()));
        }
    }

    /// Takes of each stream that holds more than one may the oldest, file by file, and of all groups together.
    public void shrink() throws IOException {
        for (GroupLog group : groups.values()) {
            for (StoredStream stream : group.larger(limits.streamBytes())) {
                shrink(group, stream);
            }
        }
        List<SegmentFile> files = SegmentFile.all(folder);
        long bytes = files.stream().mapToLong(this::bytes).sum();
        counts.stored(bytes);
        for (SegmentFile oldest : files) {
            if (bytes <= limits.bytes()) {
                return;
            }
            log.warn("logs={} bytes, {} may be: segment={} goes (logs.size)", bytes, limits.bytes(), oldest.path());
            long less = bytes(oldest);
            writer.write(group(oldest.group()), new Work.Drop(Long.MIN_VALUE, oldest.number()));
            bytes -= less;
        }
    }

    /// Without its holes, where they are known.
    private long bytes(SegmentFile file) {
        GroupLog known = groups.get(file.group());
        return known == null ? file.bytes() : known.bytesOf(file.number()).orElse(file.bytes());
    }

    private void shrink(GroupLog group, StoredStream stream) throws IOException {
        for (Segment segment : group.segments()) {
            if (stream.span().bytes() <= limits.streamBytes()) {
                return;
            }
            if (segment instanceof SealedSegment && segment.mayHold(stream.number())) {
                log.warn(
                        "group={} stream={} holds {} bytes: its oldest go (logs.stream-size)",
                        group.id(),
                        stream.number(),
                        stream.span().bytes());
                writer.write(group, new Work.TakeOut(segment.number(), block -> block.stream() == stream.number()));
                tables.forget(segment.file());
            }
        }
    }

    /// Removes all that a group has.
    public void forget(String id) throws IOException {
        writer.write(group(id), new Work.Forget());
        groups.remove(id);
    }

    /// The groups that have a folder in which nothing came or went since this time.
    public List<String> leftSince(Instant time) throws IOException {
        List<String> left = new ArrayList<>();
        for (Path path : Disk.entries(folder)) {
            if (Files.getLastModifiedTime(path).toInstant().isBefore(time)) {
                left.add(String.valueOf(path.getFileName()));
            }
        }
        return left;
    }

    @Override
    public void close() {
        writer.close();
    }
}
