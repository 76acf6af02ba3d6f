package io.argosy.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackgroundTest {
    private static final Path KEEPER = Path.of("../launcher/keep.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void aProcessRunsUntilItIsStopped() throws Exception {
        var sleeper = new Background("sleeper", folder);
        sleeper.start(KEEPER, List.of("sleep", "600"), Map.of());

        assertThat(sleeper.running()).isTrue();
        assertThat(sleeper.stop(Duration.ofMinutes(1))).isTrue();
        assertThat(sleeper.running()).isFalse();
    }

    @Test
    void aProgramThatDiesIsStartedAgainUntilItIsStopped() throws Exception {
        Path lives = folder.resolve("lives");
        var mortal = new Background("mortal", folder);
        mortal.start(
                KEEPER,
                List.of("sh", "-c", "echo $$ >>" + lives + "; exec sleep 600"),
                Map.of("ARGOSY_KEEP_STAYED", "0"));
        long first = life(lives, 1);

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        long second = life(lives, 2);
        assertThat(mortal.running()).isTrue();
        assertThat(mortal.stop(Duration.ofMinutes(1))).isTrue();
        assertThat(Probe.await(
                        Duration.ofMinutes(1), () -> ProcessHandle.of(second).isEmpty()))
                .isTrue();
        assertThat(Files.readAllLines(lives)).hasSize(2);
    }

    @Test
    void aProgramThatCannotBeginOrSaysThatItIsNoUseIsNotStartedAgain() throws Exception {
        for (String end : List.of("exit 1", "exit 5")) {
            Path lives = folder.resolve(end);
            var mortal = new Background("mortal", folder);
            mortal.start(KEEPER, List.of("sh", "-c", "echo $$ >>'" + lives + "'; " + end), Map.of());

            assertThat(Probe.await(Duration.ofMinutes(1), () -> !mortal.running()))
                    .isTrue();

            assertThat(Files.readAllLines(lives)).hasSize(1);
        }
    }

    private static long life(Path lives, int number) throws Exception {
        assertThat(Probe.await(
                        Duration.ofMinutes(1),
                        () -> Files.exists(lives) && Files.readAllLines(lives).size() == number))
                .isTrue();
        return Long.parseLong(Files.readAllLines(lives).getLast());
    }

    /// The parent never asks for its child's end, so the child keeps its id after it was killed.
    @Test
    void aKilledProcessThatNobodyBuriedDoesNotRun() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
        try (var lines = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            // Until then each is still a shell, which buries its child.
            Probe.await(
                    Duration.ofMinutes(1),
                    () -> child.info().command().orElse("").endsWith("sleep")
                            && parent.info().command().orElse("").endsWith("sleep"));
            note(child);
            var background = new Background("child", folder);
            assertThat(Probe.await(Duration.ofMinutes(1), background::running)).isTrue();

            child.destroyForcibly();

            assertThat(Probe.await(Duration.ofMinutes(1), () -> !background.running()))
                    .isTrue();
            assertThat(Files.exists(Path.of("/proc", Long.toString(child.pid()))))
                    .isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    private void note(ProcessHandle process) throws IOException {
        String started = process.info().startInstant().orElseThrow().toString();
        Files.writeString(folder.resolve("child.pid"), process.pid() + " " + started + "\n");
    }
}
