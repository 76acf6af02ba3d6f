package io.argosy.agent.usage;

import io.argosy.agent.usage.Reading.NetworkReading;
import java.io.IOException;
import java.nio.file.Path;

/// The interface counters a process sees: `/proc/<pid>/net/dev`.
final class NetworkFile {
    private static final int COUNTERS = 16;

    private NetworkFile() {}

    static NetworkReading read(Path proc, int pid) throws IOException {
        long[] sum = new long[COUNTERS];
        for (String line :
                ProcFiles.lines(proc.resolve(String.valueOf(pid)).resolve("net").resolve("dev"))) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
                String[] numbers = line.substring(colon + 1).strip().split("\\s+");
                for (int i = 0; i < Math.min(COUNTERS, numbers.length); i++) {
                    sum[i] += Long.parseLong(numbers[i]);
                }
            }
        }
        return new NetworkReading(sum[0], sum[1], sum[2], sum[3], sum[8], sum[9], sum[10], sum[11]);
    }
}
