package io.argosy.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;

/// A hundred requests a second over TLS, each on a connection of its own and without another try, as a loop of curl
/// makes them: the registry's greeting for who has a password. On a machine that cannot answer so many there are fewer.
final class ClientLoop implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final int MOST_WAITING = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String address;
    private final String host;
    private final int port;
    private final SSLSocketFactory sockets;
    private final String request;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    ClientLoop(String address, String host, int port, Path ca, String credentials) throws IOException {
        this.address = address;
        this.host = host;
        this.port = port;
        this.sockets = new Trust.OfFile(ca).sockets();
        this.request = "GET /v2/ HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Basic " + credentials
                + "\r\nConnection: close\r\n\r\n";
        var _ = clock.scheduleAtFixedRate(this::next, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void next() {
        if (waiting() < MOST_WAITING) {
            int number = asked.getAndIncrement();
            clients.execute(() -> ask(number));
        }
    }

    private void ask(int number) {
        String from = BareNetwork.CLIENTS.get(number % BareNetwork.CLIENTS.size());
        try (Socket plain = new Socket(address, port, InetAddress.getByName(from), 0);
                Socket socket = sockets.createSocket(plain, host, port, true)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new IOException("answered " + answer.lines().findFirst().orElse("nothing"));
            }
            answered.incrementAndGet();
        } catch (IOException failure) {
            failures.add(Instant.now() + " " + failure);
        }
    }

    int answered() {
        return answered.get();
    }

    /// How many have no answer yet.
    private int waiting() {
        return asked.get() - answered.get() - failures.size();
    }

    /// What failed until now.
    Queue<String> failures() {
        return failures;
    }

    /// Until everything that was asked is answered.
    @Override
    public void close() {
        clock.shutdownNow();
        clients.shutdown();
        try {
            if (!clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                failures.add("some are not answered");
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
