package io.argosy.logshipping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Up to where the server has a container's log, in a file of one line. It is written over in one call and not forced
/// to the disk: what it is to survive is the end of the agent, and a host that loses its power only sends more again.
final class Checkpoint implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Optional<Position> found;
    private final boolean foundDone;

    Checkpoint(Path file) throws IOException {
        this.file = file;
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        this.found = Position.read(text);
        this.foundDone = Position.done(text);
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Where the life before left off; the beginning if there was none.
    Position found() {
        return found.orElse(Position.BEGINNING);
    }

    /// Whether all was sent of a container that has ended.
    boolean done() {
        return foundDone;
    }

    void write(Position position, boolean done) throws IOException {
        ByteBuffer line = ByteBuffer.wrap(position.text(done).getBytes(StandardCharsets.UTF_8));
        channel.write(line, 0);
    }

    void remove() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
