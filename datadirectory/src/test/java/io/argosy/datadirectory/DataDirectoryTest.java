package io.argosy.datadirectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data directory has one user at a time.
final class DataDirectoryTest {
    @TempDir
    private Path folder;

    static Path made(Path path) throws IOException {
        DataDirectory.make(path);
        return path;
    }

    @Test
    void aSecondUserIsRefusedUntilTheFirstIsGone() throws IOException {
        Path data = folder.resolve("data");

        try (DataDirectory held = DataDirectory.hold(data)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(held.path())))
                    .isEqualTo("rwx------");
            assertThatThrownBy(() -> DataDirectory.hold(data)).hasMessageContaining("is in use by another process");
        }

        DataDirectory.hold(data).close();
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path data = Files.writeString(folder.resolve("data"), "a file");

        assertThatThrownBy(() -> DataDirectory.hold(data))
                .hasMessageContaining("cannot use the data directory " + data)
                .hasMessageContaining("--data-dir");
    }
}
