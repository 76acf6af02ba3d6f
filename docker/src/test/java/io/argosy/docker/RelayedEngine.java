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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// The real engine behind a socket of its own that does what real ones do on bad days: it is gone for a while, or loses
/// the line in the middle of a request and carries that out much later.
public final class RelayedEngine implements AutoCloseable {
    private enum Fate {
        DELIVERED,
        HELD_BACK,
        SWALLOWED
    }

    private final Path socket;
    private final ServerSocketChannel listening;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Queue<byte[]> held = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String heldBack = "";
    private volatile String swallowed = "";
    private volatile boolean gone;

    public RelayedEngine(Path directory) throws IOException {
        socket = directory.resolve("relayed.sock");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    public Path socket() {
        return socket;
    }

    /// From here on nobody answers, until [#comeBack].
    public void goAway() {
        gone = true;
        open.forEach(RelayedEngine::closeQuietly);
    }

    public void comeBack() {
        gone = false;
    }

    /// The next request whose first line matches is not delivered, and its line is cut.
    public void holdBack(String firstLine) {
        heldBack = firstLine;
    }

    /// The next request whose first line matches gets no answer, for ever.
    public void swallow(String firstLine) {
        swallowed = firstLine;
    }

    public boolean holds() {
        return !held.isEmpty();
    }

    /// The engine gets what was held back, and nobody hears the answer.
    public void deliverLate() throws IOException {
        for (byte[] request = held.poll(); request != null; request = held.poll()) {
            try (var engine = SocketChannel.open(UnixDomainSocketAddress.of(TestEngine.SOCKET))) {
                engine.write(ByteBuffer.wrap(request));
                engine.read(ByteBuffer.allocate(4096));
            }
        }
    }

    /// How many requests came whose first line matches.
    public long asked(String firstLine) {
        return asked.stream().filter(line -> line.matches(firstLine)).count();
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                if (gone) {
                    client.close();
                } else {
                    connect(client);
                }
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect(SocketChannel client) throws IOException {
        SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(TestEngine.SOCKET));
        open.add(client);
        Thread.ofPlatform().daemon().start(() -> relay(client, engine, true));
        Thread.ofPlatform().daemon().start(() -> relay(engine, client, false));
    }

    private void relay(SocketChannel from, SocketChannel to, boolean requests) {
        var bytes = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                switch (requests ? fate(bytes.duplicate()) : Fate.DELIVERED) {
                    case HELD_BACK -> {
                        return;
                    }
                    case SWALLOWED -> bytes.clear().limit(0);
                    case DELIVERED -> {
                        while (bytes.hasRemaining()) {
                            to.write(bytes);
                        }
                    }
                }
            }
        } catch (IOException ended) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
        }
    }

    private Fate fate(ByteBuffer request) {
        byte[] copy = new byte[request.remaining()];
        request.get(copy);
        String line = new String(copy, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        asked.add(line);
        if (line.matches(heldBack)) {
            heldBack = "";
            held.add(copy);
            return Fate.HELD_BACK;
        }
        if (line.matches(swallowed)) {
            swallowed = "";
            return Fate.SWALLOWED;
        }
        return Fate.DELIVERED;
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(RelayedEngine::closeQuietly);
    }
}
