package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CloudWatch Logs as people use it: Debian's `aws logs` against the packaged server.
@Tag("program")
final class LogsTest {
    private static final String GROUP = "/ecs/web";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startServer();
        machine.aws("logs", "create-log-group", "--log-group-name", GROUP, "--tags", "team=shop");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void stream(String name) {
        machine.aws("logs", "create-log-stream", "--log-group-name", GROUP, "--log-stream-name", name);
    }

    private static void put(String stream, String message) {
        machine.aws(
                "logs",
                "put-log-events",
                "--log-group-name",
                GROUP,
                "--log-stream-name",
                stream,
                "--log-events",
                "[{\"timestamp\":" + System.currentTimeMillis() + ",\"message\":\"" + message + "\"}]");
    }

    @Test
    void whatIsPutIsDescribedAndRead() {
        stream("app/1");
        put("app/1", "the shop is open");
        machine.killServer();
        restart();
        put("app/1", "and still is");

        assertThat(machine.aws("logs", "describe-log-groups", "--query", "logGroups[].logGroupName"))
                .contains(GROUP);
        assertThat(machine.aws(
                        "logs",
                        "get-log-events",
                        "--log-group-name",
                        GROUP,
                        "--log-stream-name",
                        "app/1",
                        "--query",
                        "events[].message"))
                .contains("the shop is open\tand still is");
        assertThat(machine.aws(
                        "logs",
                        "filter-log-events",
                        "--log-group-name",
                        GROUP,
                        "--filter-pattern",
                        "\"is open\"",
                        "--query",
                        "events[].message"))
                .isEqualTo("the shop is open");
        assertThat(machine.aws("logs", "list-tags-log-group", "--log-group-name", GROUP))
                .contains("shop");
    }

    private static void restart() {
        try {
            machine.startServer();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void aTailFollows() throws IOException {
        Path output = folder.resolve("tail.txt");
        stream("worker/1");
        put("worker/1", "before the tail");
        Process tail = machine.startAws(output, "logs", "tail", GROUP, "--follow", "--format", "short");

        PackagedProgram.await("what was there is shown", shows(output, "before the tail"));
        put("worker/1", "after it began");

        PackagedProgram.await("what comes is shown", shows(output, "after it began"));
        tail.destroy();
        assertThat(Files.readString(output)).containsOnlyOnce("before the tail");
    }

    private static BooleanSupplier shows(Path output, String line) {
        return () -> {
            try {
                return Files.readString(output).contains(line);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        };
    }
}
