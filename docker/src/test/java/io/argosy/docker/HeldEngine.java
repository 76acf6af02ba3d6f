package io.argosy.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The real engine behind a socket of its own, whose answers to some requests are held back until told otherwise: they
/// are older than what the engine said meanwhile.
public final class HeldEngine implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel listening;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String pattern;

    /// Holds back answers about single containers.
    public HeldEngine(Path directory) throws IOException {
        this(directory, "GET /[^ ]*containers/\\w+/json ");
    }

    /// Holds back answers to requests whose first line begins like this.
    public HeldEngine(Path directory, String pattern) throws IOException {
        this.pattern = pattern;
        socket = directory.resolve("held.sock");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
    }

    public Path socket() {
        return socket;
    }

    public void release() {
        released.countDown();
    }

    /// How many answers that were held back came through.
    public int answered() {
        return answered.get();
    }

    /// How many answers the engine gave that were held back, or still are.
    public int held() {
        return held.get();
    }

    /// How many requests came whose first line matches.
    public long asked(String firstLine) {
        return asked.stream().filter(line -> line.matches(firstLine)).count();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(TestEngine.SOCKET));
                var waited = new AtomicBoolean();
                Thread.ofPlatform().daemon().start(() -> relay(client, engine, waited, false));
                Thread.ofPlatform().daemon().start(() -> relay(engine, client, waited, true));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void relay(SocketChannel from, SocketChannel to, AtomicBoolean waited, boolean answers) {
        var bytes = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                String text =
                        StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
                if (!answers) {
                    asked.add(text.lines().findFirst().orElse(""));
                }
                if (!answers && text.matches("(?s)" + pattern + ".*")) {
                    waited.set(true);
                } else if (answers && waited.getAndSet(false)) {
                    held.incrementAndGet();
                    released.await();
                    answered.incrementAndGet();
                }
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        listening.close();
    }
}
