package io.argosy.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that only takes room. On a disk that others filled it is given up, so that there is still space to write down
/// a stop; it comes back when there is room again.
final class Ballast {
    private static final int BYTES = 1 << 20;

    private final Path file;

    Ballast(Path directory) {
        this.file = directory.resolve("ballast");
    }

    /// Makes the file if it is not there and the disk has room for it several times over.
    void restock() {
        try {
            if (!Files.exists(file) && Files.getFileStore(file.getParent()).getUsableSpace() > 2L * BYTES) {
                Files.write(file, new byte[BYTES]);
            }
        } catch (IOException noRoom) {
            drop();
        }
    }

    /// Whether there was something to give up.
    boolean drop() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException stuck) {
            return false;
        }
    }
}
