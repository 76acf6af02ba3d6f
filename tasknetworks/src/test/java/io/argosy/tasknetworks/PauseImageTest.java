package io.argosy.tasknetworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PauseImageTest {
    @TempDir
    private Path folder;

    @Test
    void theProgramOfThisMachineRunsAndUsesNoTime() throws Exception {
        Path program = folder.resolve("pause");
        Files.write(program, PauseImage.program(System.getProperty("os.arch")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        Process pause = new ProcessBuilder(program.toString()).start();
        try {
            assertThat(pause.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(pause.info().totalCpuDuration().orElseThrow()).isLessThan(java.time.Duration.ofMillis(100));
            assertThat(Files.readString(Path.of("/proc", String.valueOf(pause.pid()), "status")))
                    .containsPattern("State:\\s+S");
        } finally {
            pause.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"x86_64, 62", "aarch64, 183", "arm64, 183"})
    void theProgramIsOfTheEnginesMachine(String architecture, int machine) {
        byte[] program = PauseImage.program(architecture);

        assertThat(program).startsWith(0x7f, 'E', 'L', 'F');
        assertThat(program[18]).isEqualTo((byte) machine);
    }

    @Test
    void theArchiveIsOneThatTarReads() throws IOException {
        byte[] program = PauseImage.program("aarch64");
        Path archive = folder.resolve("pause.tar");
        Files.write(archive, PauseImage.archive(program));

        String listed = Commands.output("tar", "-tvf", archive.toString()).orElseThrow();

        assertThat(listed.lines().toList())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("-rwxr-xr-x 0/0").endsWith("pause"));
        assertThat(Commands.succeeds("tar", "-xf", archive.toString(), "-C", folder.toString()))
                .isTrue();
        assertThat(folder.resolve("pause")).hasBinaryContent(program);
        assertThat(List.of(program.length)).allMatch(length -> length < 200);
    }
}
