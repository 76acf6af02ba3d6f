package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeapWatchTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void warnsOnceATenthFromSeventyPercentOn() throws IOException {
        try (Stores stores = Stores.open(folder.resolve("journal.db"), InstantSource.system())) {
            var watch = new HeapWatch(stores);

            assertThat(watch.warning(69 * MIB, 100 * MIB)).isEmpty();
            assertThat(watch.warning(71 * MIB, 100 * MIB).orElseThrow())
                    .startsWith("the heap is 71 % full after a collection: 71 of 100 MiB, with 0 tasks")
                    .contains("ARGOSY_SERVER_HEAP", "tasks.keep-stopped");
            assertThat(watch.warning(75 * MIB, 100 * MIB)).isEmpty();
            assertThat(watch.warning(85 * MIB, 100 * MIB)).isPresent();
            assertThat(watch.warning(50 * MIB, 100 * MIB)).isEmpty();
            assertThat(watch.warning(72 * MIB, 100 * MIB)).as("again").isPresent();
        }
    }
}
