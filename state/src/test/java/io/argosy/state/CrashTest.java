package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that writes from many threads is killed again and again; every write it acknowledged must be there.
@Execution(ExecutionMode.CONCURRENT)
final class CrashTest {
    private static final int KILLS = 25;
    private static final int THREADS = 8;
    private static final int LONGEST_RUN_MILLIS = 120;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {20261125, 20261126})
    void everyAcknowledgedWriteSurvivesSigkill(long seed) throws Exception {
        Path journal = folder.resolve("argosy.db");
        var chance = new Random(seed);
        Map<String, Integer> acknowledged = new HashMap<>();

        for (int kill = 0; kill < KILLS; kill++) {
            var life = new Life(kill % 2 == 0, Duration.ofMillis(chance.nextInt(LONGEST_RUN_MILLIS)));
            runAndKill(journal, "run" + kill, life, acknowledged);
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS / 2);
        Map<String, Integer> found = found(journal);
        acknowledged.forEach(
                (writer, last) -> assertThat(found.get(writer)).as(writer).isBetween(last, last + 1));
    }

    /// How long a writer lives: from its start, or from the first write it acknowledged.
    private record Life(boolean fromStart, Duration time) {}

    /// Remembers the last number each writer got an answer for.
    private void runAndKill(Path journal, String run, Life life, Map<String, Integer> acknowledged)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        journal.toString(),
                        run,
                        Integer.toString(THREADS)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine())
                    .as("the writer starts on what the last one left")
                    .isEqualTo("ready");
            if (!life.fromStart()) {
                remember(lines.readLine(), acknowledged);
            }
            Thread killer = Thread.ofVirtual().start(() -> killAfter(life.time(), process));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line, acknowledged);
            }
            killer.join();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("it ended by SIGKILL").isEqualTo(137);
    }

    private static void remember(String line, Map<String, Integer> acknowledged) {
        int space = line.indexOf(' ');
        acknowledged.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
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

    /// The highest number of each writer, after checking that none is missing below it.
    private static Map<String, Integer> found(Path journal) throws IOException {
        Map<String, Integer> highest = new HashMap<>();
        Map<String, Integer> count = new HashMap<>();
        try (Stores stores = Stores.open(journal, InstantSource.system())) {
            stores.cluster(CrashWriter.REALM, CrashWriter.CLUSTER)
                    .read()
                    .tokens()
                    .forEach(token -> {
                        highest.merge(token.operation(), Integer.parseInt(token.token()), Math::max);
                        count.merge(token.operation(), 1, Integer::sum);
                    });
        }
        highest.forEach(
                (writer, last) -> assertThat(count.get(writer)).as(writer).isEqualTo(last + 1));
        return highest;
    }
}
