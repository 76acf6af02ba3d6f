package io.argosy.logs.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that grows at its end: how far it was written, and how far that is known to be on disk.
final class AppendedFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private long end;
    private long durable;

    private AppendedFile(Path path, FileChannel channel, long end) {
        this.path = path;
        this.channel = channel;
        this.end = end;
        this.durable = end;
    }

    /// Goes on from `end`; what lies behind it is cut off.
    static AppendedFile open(Path path, long end) throws IOException {
        var file = new AppendedFile(path, Disk.appendTo(path), end);
        try {
            file.cut();
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
        return file;
    }

    long end() {
        return end;
    }

    void append(ByteBuffer bytes) throws IOException {
        long at = end;
        end += bytes.remaining();
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    void force() throws IOException {
        if (durable < end) {
            channel.force(false);
            durable = end;
        }
    }

    void cut() throws IOException {
        end = durable;
        channel.truncate(durable);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
