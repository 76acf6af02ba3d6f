package io.argosy.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The part of the engine's disk that is not for tasks. Below it nothing new is fetched or made; above it by a tenth
/// all is well again, so that an instance does not come and go with every log line.
public final class DiskReserve {
    private static final double WELL_ABOVE = 1.1;
    private static final long MIB = 1 << 20;

    private final Path disk;
    private final long bytes;
    private boolean lacking;

    /// `disk` is where the engine keeps its files; where this process cannot see it, nothing is ever short.
    public DiskReserve(Path disk, long mib) {
        this.disk = disk;
        this.bytes = mib * MIB;
    }

    /// What is missing, in words; nothing when there is enough.
    public synchronized Optional<String> shortage() {
        // Not by its file store, which reads the whole table of mounts: every container adds some.
        long free = Files.exists(disk) ? disk.toFile().getUsableSpace() : Long.MAX_VALUE;
        lacking = free < (lacking ? (long) (bytes * WELL_ABOVE) : bytes);
        return lacking ? Optional.of(told(free)) : Optional.empty();
    }

    private String told(long free) {
        return "the disk of " + disk + " has " + free / MIB + " MiB free, and " + bytes / MIB
                + " MiB are kept in reserve (--disk-reserve)";
    }
}
