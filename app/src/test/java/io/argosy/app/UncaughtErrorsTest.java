package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A process that has lost a part ends; one that met a bug goes on.
final class UncaughtErrorsTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private URI address;

    @AfterEach
    void stop() {
        process.destroyForcibly();
        http.close();
    }

    @Test
    void anErrorInARequestEndsTheProcessLoudly() throws Exception {
        assertThat(ask("/bug")).isEqualTo(500);
        assertThat(process.isAlive()).isTrue();

        assertThatThrownBy(() -> ask("/break")).isInstanceOf(IOException.class);

        ended("the machine is broken");
    }

    @Test
    void anErrorInAnyThreadEndsTheProcessLoudly() throws Exception {
        try {
            ask("/thread");
        } catch (IOException endedBeforeTheAnswer) {
            // As quick as that is quick enough.
        }

        ended("a part of the program");
    }

    private void ended(String reason) throws Exception {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(UncaughtErrors.BROKEN);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ERROR")
                .contains(reason);
    }

    private int ask(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BreakingServer.class.getName())
                .start();
        address = URI.create("http://127.0.0.1:" + process.inputReader().readLine());
    }
}
