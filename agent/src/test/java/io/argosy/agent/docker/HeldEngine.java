package io.argosy.agent.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The real engine behind a socket of its own, whose answers about single containers are held back until told
/// otherwise: they are older than what the engine said meanwhile.
public final class HeldEngine implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel listening;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger answered = new AtomicInteger();

    public HeldEngine(Path directory) throws IOException {
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

    /// How many answers about single containers came through.
    public int answered() {
        return answered.get();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(TestEngine.SOCKET));
                var inspecting = new AtomicBoolean();
                Thread.ofPlatform().daemon().start(() -> relay(client, engine, inspecting, false));
                Thread.ofPlatform().daemon().start(() -> relay(engine, client, inspecting, true));
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void relay(SocketChannel from, SocketChannel to, AtomicBoolean inspecting, boolean answers) {
        var bytes = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                String text =
                        StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
                if (!answers && text.matches("(?s)GET /[^ ]*containers/\\w+/json .*")) {
                    inspecting.set(true);
                } else if (answers && inspecting.getAndSet(false)) {
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
