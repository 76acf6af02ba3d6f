package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Strangers without a key against a server with the usual limits and a heap of 512 MiB, in a process of its own on
/// loopback. While they hold what they opened, twenty signed requests, each by a new connection, must be answered, the
/// usual one within a second; afterwards the process must be alive and answer as before.
final class AttackTest {
    private static final int HEAP_MIB = 512;
    private static final int REQUESTS = 20;
    private static final byte[] BODY = "{\"clusterName\":\"demo\"}".getBytes(StandardCharsets.UTF_8);

    private final ConcurrentLinkedQueue<RawClient> attackers = new ConcurrentLinkedQueue<>();
    private Process process;
    private int port;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx" + HEAP_MIB + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AttackedServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.inputReader();
        port = Integer.parseInt(said.readLine());
    }

    @AfterEach
    void stop() throws Exception {
        for (RawClient attacker : attackers) {
            attacker.close();
        }
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    /// 600 MiB of bodies, each without its last byte, so that none is ever whole.
    @Test
    void sixHundredUnsignedMebibytesAreNotKept() throws Exception {
        byte[] body = new byte[(1 << 20) - 1];
        attack(600, attacker -> {
            attacker.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");
            attacker.say(body);
        });
        signedRequestsAreAnswered();
    }

    /// What an API's body may have at most, three thousand times over: more than the heap.
    @Test
    void threeThousandUnsignedBodiesOfAllowedSizeAreNotKept() throws Exception {
        byte[] body = new byte[(256 << 10) - 1];
        attack(3_000, attacker -> {
            attacker.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 262144\r\n\r\n");
            attacker.say(body);
        });
        signedRequestsAreAnswered();
    }

    /// They name a key that exists and send one byte of what they announced: nothing but a whole body shows the lie.
    @Test
    void aThousandSlowSendersHoldNoPlace() throws Exception {
        byte[] lie = new byte[1000];
        attack(1_000, attacker -> attacker.say(RawClient.signedHead(port, lie, lie.length) + "x"));
        signedRequestsAreAnswered();
    }

    /// More than there may be connections, in all.
    @Test
    void tenThousandHalfHeadsShutNobodyOut() throws Exception {
        attack(10_000, attacker -> attacker.say("POST / HTTP/1.1\r\nHost: a\r\nX-Half: "));
        signedRequestsAreAnswered();
    }

    private interface Move {
        void by(RawClient attacker) throws IOException;
    }

    /// All at once, from sixty-four threads; a connection that the server gives up is an attacker less.
    private void attack(int count, Move move) throws InterruptedException {
        var atOnce = new Semaphore(64);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                atOnce.acquire();
                threads.execute(() -> {
                    try {
                        var attacker = new RawClient(port);
                        attackers.add(attacker);
                        move.by(attacker);
                    } catch (IOException givenUp) {
                        // That is what the server may do.
                    } finally {
                        atOnce.release();
                    }
                });
            }
        }
        assertThat(attackers).as("attackers that got through to the port").hasSizeGreaterThan(count / 2);
    }

    private void signedRequestsAreAnswered() throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            try (var client = new RawClient(port)) {
                client.say(RawClient.signedHead(port, BODY, BODY.length)).say(BODY);
                assertThat(client.status()).isEqualTo("HTTP/1.1 200 OK");
            }
        }
        assertThat(process.isAlive()).isTrue();
    }
}
