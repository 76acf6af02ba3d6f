package io.argosy.taskdefinitions;

import java.util.Map;
import java.util.Set;

/// The 74 pairs of cpu and memory that Fargate has (ecs-semantics 4.1).
final class FargateSizes {
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

    private FargateSizes() {}

    static boolean has(int cpu, int memoryMib, boolean windows) {
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
