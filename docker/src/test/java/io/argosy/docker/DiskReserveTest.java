package io.argosy.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskReserveTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void aDiskBelowTheReserveIsWellAgainOnlyAboveItByATenth() throws Exception {
        try (var disk = new SmallDisk(directory.resolve("disk"), 8)) {
            var reserve = new DiskReserve(disk.root(), 4);
            assertThat(reserve.shortage()).isEmpty();

            Files.write(disk.root().resolve("much"), new byte[4 * MIB + 8192]);
            assertThat(reserve.shortage().orElseThrow()).contains("3 MiB free").contains("4 MiB");

            Files.write(disk.root().resolve("much"), new byte[4 * MIB - 8192]);
            assertThat(reserve.shortage()).isPresent();

            Files.delete(disk.root().resolve("much"));
            assertThat(reserve.shortage()).isEmpty();
        }
    }

    @Test
    void aDiskThatCannotBeSeenIsNeverShort() {
        assertThat(new DiskReserve(directory.resolve("absent"), 1L << 40).shortage())
                .isEmpty();
    }
}
