package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that ends and starts again behind a socket that somebody else holds, as systemd does; here it is perl.
@Tag("program")
final class HeldSocketTest {
    /// Says the port and each server's process; ends with its standard input, and the server with it.
    private static final String HOLDER = """
            use IO::Socket::INET; use POSIX; $| = 1;
            my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 4096) or die $!;
            print $socket->sockport, "\\n";
            my $server;
            if (!(my $holder = fork)) {
              for (1 .. 3) {
                if (!($server = fork)) { POSIX::dup2(fileno($socket), 0); exec @ARGV; }
                print "$server\\n"; waitpid $server, 0;
              }
              exit;
            }
            close $socket; <STDIN>;
            """;

    /// What the registry answers to who has no key: `/healthz` says by a 503 of its own that a server ends.
    private static final int UNKNOWN = 401;

    @TempDir
    private Path folder;

    @Test
    void noClientSeesThatItWasAway() throws Exception {
        Process holder = new ProcessBuilder(holder())
                .redirectError(folder.resolve("err").toFile())
                .start();
        List<ProcessHandle> servers = new ArrayList<>();
        try (BufferedReader told = holder.inputReader();
                var clock = Executors.newSingleThreadScheduledExecutor();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = Integer.parseInt(told.readLine());
            servers.add(server(told));
            var answered = new AtomicInteger();
            var failures = new ConcurrentLinkedQueue<Exception>();
            assertThat(ask(port)).isEqualTo(UNKNOWN);
            var _ = clock.scheduleAtFixedRate(
                    () -> clients.execute(() -> ask(port, answered, failures)), 0, 10, TimeUnit.MILLISECONDS);

            for (int restart = 0; restart < 2; restart++) {
                int goal = answered.get() + 50;
                while (answered.get() < goal && failures.isEmpty()) {
                    Thread.sleep(10);
                }
                servers.getLast().destroy();
                servers.add(server(told));
                assertThat(ask(port)).isEqualTo(UNKNOWN);
            }

            clock.shutdownNow();
            clients.shutdown();
            assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(failures).isEmpty();
            assertThat(answered).hasValueGreaterThan(100);
        } finally {
            holder.descendants().forEach(ProcessHandle::destroyForcibly);
            servers.forEach(ProcessHandle::destroyForcibly);
            holder.destroyForcibly();
        }
    }

    private List<String> holder() {
        return List.of(
                "perl",
                "-e",
                HOLDER,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "server",
                "--data-dir",
                folder.resolve("data").toString(),
                "--listen",
                "127.0.0.1:0");
    }

    /// Its own lines come on the same pipe.
    private static ProcessHandle server(BufferedReader told) throws IOException {
        String line = told.readLine();
        while (!line.matches("[0-9]+")) {
            line = told.readLine();
        }
        return ProcessHandle.of(Long.parseLong(line)).orElseThrow();
    }

    /// On a connection of its own, without another try: what a loop of curl does.
    private static int ask(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET /v2/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!answer.startsWith("HTTP/1.1 ")) {
                throw new IOException("no answer");
            }
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private static void ask(int port, AtomicInteger answered, ConcurrentLinkedQueue<Exception> failures) {
        try {
            int status = ask(port);
            if (status != UNKNOWN) {
                throw new IOException("answered " + status);
            }
            answered.incrementAndGet();
        } catch (IOException failure) {
            failures.add(failure);
        }
    }
}
