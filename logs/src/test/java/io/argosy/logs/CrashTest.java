package io.argosy.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.logs.store.EventFilter;
import io.argosy.logs.store.EventWalk;
import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.Query;
import io.argosy.logs.store.StreamChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A process that puts events from many threads is killed again and again; every event that it acknowledged is there,
/// once and in its order.
@Execution(ExecutionMode.CONCURRENT)
final class CrashTest {
    private static final int KILLS = 8;
    private static final int LONGEST_RUN_MILLIS = 200;

    @TempDir
    private Path folder;

    @Test
    void everyAcknowledgedEventSurvivesSigkill() throws Exception {
        var chance = new Random(20261127);
        Map<String, Integer> acknowledged = new HashMap<>();

        for (int kill = 0; kill < KILLS; kill++) {
            runAndKill("run" + kill, Duration.ofMillis(chance.nextInt(LONGEST_RUN_MILLIS)), acknowledged);
        }

        assertThat(acknowledged).isNotEmpty();
        Map<String, List<String>> found = found();
        acknowledged.forEach((stream, last) -> assertThat(found.get(stream))
                .as(stream)
                .startsWith(numbers(last + 1))
                .hasSizeLessThanOrEqualTo(last + 2));
    }

    private static String[] numbers(int count) {
        String[] numbers = new String[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Integer.toString(i);
        }
        return numbers;
    }

    /// Remembers the last number of each stream that was acknowledged.
    private void runAndKill(String run, Duration life, Map<String, Integer> acknowledged)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        folder.toString(),
                        run))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            Thread.ofVirtual().start(() -> killAfter(life, process));
            for (; line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                acknowledged.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("it ended by SIGKILL").isEqualTo(137);
    }

    private static void killAfter(Duration life, Process process) {
        try {
            process.waitFor(life.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        // Through the handle: `Process` would close our end of the pipe and lose what was acknowledged.
        process.toHandle().destroyForcibly();
    }

    private Map<String, List<String>> found() throws IOException {
        Map<String, List<String>> found = new HashMap<>();
        var all = new Query(
                new StreamChoice.All(),
                0,
                Long.MAX_VALUE,
                true,
                Optional.empty(),
                EventFilter.EVERYTHING,
                Long.MAX_VALUE);
        try (LogStore store = LogStore.open(folder, LogsServer.LIMITS, _ -> {});
                EventWalk walk = store.walk(store.group(CrashingWriter.GROUP), all)) {
            while (walk.next() instanceof EventWalk.Step.Found(var event)) {
                found.computeIfAbsent(event.stream().name(), _ -> new ArrayList<>())
                        .add(event.message());
            }
        }
        return found;
    }
}
