package io.argosy.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutOfMemoryScoreTest {
    @TempDir
    private Path folder;

    @Test
    void isLoweredButNeverRaised() throws Exception {
        Path file = Files.writeString(folder.resolve("oom_score_adj"), "0\n");
        OutOfMemoryScore.lower(file);
        assertThat(file).hasContent("-500");

        Files.writeString(file, "-900\n");
        OutOfMemoryScore.lower(file);
        assertThat(file).hasContent("-900\n");
    }

    @Test
    void whoMayNotGoesOn() {
        OutOfMemoryScore.lower(folder.resolve("absent"));

        assertThat(folder).isEmptyDirectory();
    }
}
