package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log that a keeper appends to a file does not grow for ever.
final class LogFileTest {
    private static final int LIMIT = 10_000;

    @TempDir
    private Path folder;

    @Test
    void threeFilesHoldTheLastLinesInOrder() throws Exception {
        Path log = folder.resolve("server.log");
        try (var out = new PrintStream(new FileOutputStream(log.toFile(), true), true, StandardCharsets.UTF_8);
                var outlet = new LogOutlet(out, Optional.of(new LogFile(log, LIMIT)))) {
            for (int line = 0; line < 3_000; line++) {
                outlet.println("line " + line);
            }
        }

        List<String> kept = new ArrayList<>();
        for (String name : List.of("server.log.2", "server.log.1", "server.log")) {
            assertThat(Files.size(folder.resolve(name))).isLessThan(LIMIT + 100);
            kept.addAll(Files.readAllLines(folder.resolve(name)));
        }
        int first = 3_000 - kept.size();
        assertThat(kept)
                .hasSizeGreaterThan(1_500)
                .isEqualTo(IntStream.range(first, 3_000)
                        .mapToObj(line -> "line " + line)
                        .toList());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    /// The keeper says so, and nobody else: a file of the user's own is not cut.
    @Test
    void aKeeperBoundsTheLogOfWhatItKeeps() throws Exception {
        Path kept = folder.resolve("kept.log");
        Path free = folder.resolve("free.log");

        run(List.of("../launcher/keep.sh"), kept, folder.resolve("kept.log.1"));
        run(List.of(), free, free);

        assertThat(Files.size(kept)).isLessThan(1_000);
        assertThat(folder.resolve("free.log.1")).doesNotExist();
    }

    /// An agent that nobody answers says so, again and again.
    private void run(List<String> keeper, Path log, Path awaited) throws Exception {
        List<String> command = new ArrayList<>(keeper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "agent",
                "--endpoint",
                "http://127.0.0.1:1",
                "--data-dir",
                folder.resolve("data").toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("ARGOSY_JOIN_TOKEN", "token");
        builder.environment().putAll(keeper.isEmpty() ? Map.of() : Map.of("ARGOSY_KEEP_LOG_BYTES", "50"));
        Process process = builder.start();
        try {
            for (int turn = 0; turn < 600 && !(Files.exists(awaited) && Files.size(awaited) > 0); turn++) {
                Thread.sleep(50);
            }
            assertThat(awaited).isNotEmptyFile();
        } finally {
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
