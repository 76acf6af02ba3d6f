package io.argosy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the launcher starts Java, of which the virtual machine itself tells what it was given, and what it refuses.
final class LauncherTest {
    private static final String START = """
            set -euo pipefail
            ARGOSY_HOME=$(cd .. && pwd) ARGOSY_FROM=/tmp
            . ../launcher/program.sh
            use_program "$ARGOSY_HOME/app/target"
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"run_program 128m server", "run_agent agent"})
    void aProgramOutOfMemoryEndsAndItsFilesAreItsOwners(String start) throws Exception {
        Path written = folder.resolve("log");
        var builder = new ProcessBuilder("bash", "-c", START + start).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("ARGOSY_JAVA_FLAGS", "-XX:+PrintFlagsFinal -Xlog:gc:file=" + written + " -version");

        String told = output(builder.start());

        assertThat(told).containsPattern("ExitOnOutOfMemoryError +:?= true");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo("rw-------");
    }

    /// Before anything is installed, built or tested.
    @ParameterizedTest
    @CsvSource({
        "test unti, there is no test unti",
        "test unit all, there is no test unit all",
        "bench foo, there is no bench foo"
    })
    void aWordItDoesNotKnowIsRefused(String words, String refusal) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", "../argosy " + words)
                .redirectErrorStream(true)
                .start();

        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(told).contains(refusal);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }
}
