package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as a process of its own: levels are decided once for each.
final class LogLevelTest {
    @TempDir
    private Path folder;

    @Test
    void debugTellsOfReadsAndTheUsualLevelDoesNot() throws Exception {
        assertThat(lines("--log-level", "debug")).anyMatch(line -> line.contains("registry=GET path=/v2/"));
        assertThat(lines()).noneMatch(line -> line.contains("registry=GET path=/v2/"));
    }

    @Test
    void whatIsNoLevelIsRefused() throws Exception {
        Process server = start("--log-level", "loud");

        assertThat(server.waitFor()).isEqualTo(2);
        assertThat(server.errorReader().readAllAsString()).contains("--log-level");
    }

    /// What a server logs that is asked for something and then told to stop.
    private List<String> lines(String... flags) throws Exception {
        Process server = start(flags);
        try {
            String ready = server.inputReader().readLine();
            assertThat(ready).as("its first line").isNotNull();
            ask(URI.create(ready.substring(ready.indexOf("http"))));
        } finally {
            server.toHandle().destroy(); // Process.destroy would close what it logs
        }
        server.waitFor();
        return server.errorReader().readAllLines();
    }

    private Process start(String... flags) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "server",
                "--listen",
                "127.0.0.1:0",
                "--data-dir",
                folder.toString()));
        words.addAll(List.of(flags));
        return new ProcessBuilder(words).start();
    }

    private static void ask(URI server) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            http.send(HttpRequest.newBuilder(server.resolve("/v2/")).build(), HttpResponse.BodyHandlers.discarding());
        }
    }
}
