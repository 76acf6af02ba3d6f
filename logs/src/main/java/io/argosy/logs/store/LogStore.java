package io.argosy.logs.store;

import io.argosy.shapes.logs.InputLogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The events of all groups, in a folder of which each group has one, named by its id. What a call has put is on disk
/// when it returns; a call that throws may have left its events or not.
public final class LogStore implements AutoCloseable {
    private final Path folder;
    private final Map<String, GroupLog> groups = new ConcurrentHashMap<>();
    private final BlockTables tables = new BlockTables();
    private final LogWriter writer;
    private final Consumer<StoredBlock> followers;

    private LogStore(Path folder, Consumer<StoredBlock> followers) {
        this.folder = folder;
        this.followers = followers;
        this.writer = new LogWriter();
    }

    /// `followers` hear of each block that has become durable, on the writer's thread.
    public static LogStore open(Path folder, Consumer<StoredBlock> followers) throws IOException {
        Disk.makeFolder(folder);
        return new LogStore(folder, followers);
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
        return writer.write(group, new Work.Append(stream, block, followers)) == Work.Outcome.DONE;
    }

    public EventWalk walk(GroupLog group, Query query) {
        return new EventWalk(group, tables, query);
    }

    /// Drops the files of a group that hold nothing younger than this.
    public void expire(GroupLog group, long before) throws IOException {
        if (group.segments().stream().anyMatch(segment -> segment.span().last() < before)) {
            writer.write(group, new Work.Drop(before, 0));
        }
    }

    /// Removes all that a group has.
    public void forget(String id) throws IOException {
        writer.write(group(id), new Work.Forget());
        groups.remove(id);
    }

    /// The groups that have a folder.
    public List<String> stored() throws IOException {
        return Disk.entries(folder).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    @Override
    public void close() {
        writer.close();
    }
}
