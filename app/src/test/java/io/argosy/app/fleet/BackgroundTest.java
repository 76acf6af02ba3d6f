package io.argosy.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackgroundTest {
    @TempDir
    private Path folder;

    @Test
    void aProcessRunsUntilItIsStopped() throws Exception {
        var sleeper = new Background("sleeper", folder);
        sleeper.start(new ArrayList<>(List.of("sleep", "60")), Map.of());

        assertThat(sleeper.running()).isTrue();
        assertThat(sleeper.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(sleeper.running()).isFalse();
    }

    /// The parent never asks for its child's end, so the child keeps its id after it was killed.
    @Test
    void aKilledProcessThatNobodyBuriedDoesNotRun() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
        try (var lines = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
            note(child);
            var background = new Background("child", folder);
            assertThat(background.running()).isTrue();

            child.destroyForcibly();

            assertThat(Probe.await(Duration.ofSeconds(5), () -> !background.running()))
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
