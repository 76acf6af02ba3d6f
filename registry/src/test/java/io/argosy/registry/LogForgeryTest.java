package io.argosy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What anybody can ask the registry for must not look like a line of the log, nor speak to its terminal.
final class LogForgeryTest {
    @TempDir
    private Path folder;

    @Test
    void aPathWritesNoLineOfItsOwn() throws Exception {
        PrintStream err = System.err;
        var log = new ByteArrayOutputStream();
        try (var server = RegistryServer.over(folder)) {
            System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
            for (String text : List.of("%0D%0A[main]%20INFO%20FORGED", "%1b%5B2J", "%e2%80%aeFORGED")) {
                RawRequest.send(
                        server.endpoint(),
                        "PUT /v2/a" + text + "/manifests/1 HTTP/1.1\r\nHost: here\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
            }
        } finally {
            System.setErr(err);
        }

        String said = log.toString(StandardCharsets.UTF_8);
        assertThat(said.lines()).noneMatch(line -> line.startsWith("[main] INFO FORGED"));
        assertThat(said).contains("\\u202eFORGED").doesNotContain("\u001b", "\u202e");
    }
}
