package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.EphemeralStorage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The 74 pairs of cpu and memory that Fargate has, and how much of a disk (ecs-semantics 4.1).
public final class FargateSizes {
    private record Steps(int firstMib, int lastMib, int stepMib) {
        boolean has(int mib) {
            return mib >= firstMib && mib <= lastMib && (mib - firstMib) % stepMib == 0;
        }
    }

    private static final Map<Integer, Steps> BY_CPU = Map.of(
            512, new Steps(1024, 4096, 1024),
            1024, new Steps(2048, 8192, 1024),
            2048, new Steps(4096, 16_384, 1024),
            4096, new Steps(8192, 30_720, 1024),
            8192, new Steps(16_384, 61_440, 4096),
            16_384, new Steps(32_768, 122_880, 8192));
    private static final Set<Integer> AT_256 = Set.of(512, 1024, 2048);
    private static final Set<Integer> WINDOWS_CPU = Set.of(1024, 2048, 4096);

    private static final int LEAST_STORAGE_GIB = 21;
    private static final int MOST_STORAGE_GIB = 200;

    private FargateSizes() {}

    /// What keeps a task from storage of this size.
    public static Optional<String> breach(EphemeralStorage storage) {
        if (storage.sizeInGiB() < LEAST_STORAGE_GIB) {
            return Optional.of("EphemeralStorage size should be at least " + LEAST_STORAGE_GIB);
        }
        return storage.sizeInGiB() > MOST_STORAGE_GIB
                ? Optional.of("EphemeralStorage size should be at most " + MOST_STORAGE_GIB)
                : Optional.empty();
    }

    public static boolean has(int cpu, int memoryMib, boolean windows) {
        if (windows && !WINDOWS_CPU.contains(cpu)) {
            return false;
        }
        if (cpu == 256) {
            return AT_256.contains(memoryMib);
        }
        Steps steps = BY_CPU.get(cpu);
        return steps != null && steps.has(memoryMib);
    }
}
