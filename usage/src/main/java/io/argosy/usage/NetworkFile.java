package io.argosy.usage;

import io.argosy.usage.Reading.NetworkReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The interface counters a process sees: `/proc/<pid>/net/dev`.
final class NetworkFile {
    private static final int COUNTERS = 16;

    private NetworkFile() {}

    /// All interfaces but loopback together.
    static NetworkReading read(Path proc, int pid) throws IOException {
        return each(proc, pid).values().stream()
                .reduce(NetworkFile::sum)
                .orElse(new NetworkReading(0, 0, 0, 0, 0, 0, 0, 0));
    }

    static Map<String, NetworkReading> each(Path proc, int pid) throws IOException {
        Map<String, NetworkReading> interfaces = new LinkedHashMap<>();
        for (String line :
                ProcFiles.lines(proc.resolve(String.valueOf(pid)).resolve("net").resolve("dev"))) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon)).strip();
            String[] numbers = line.substring(colon + 1).strip().split("\\s+");
            if (colon > 0 && !name.equals("lo") && numbers.length == COUNTERS) {
                long[] all = Arrays.stream(numbers).mapToLong(Long::parseLong).toArray();
                interfaces.put(
                        name, new NetworkReading(all[0], all[1], all[2], all[3], all[8], all[9], all[10], all[11]));
            }
        }
        return interfaces;
    }

    private static NetworkReading sum(NetworkReading one, NetworkReading other) {
        return new NetworkReading(
                one.rxBytes() + other.rxBytes(),
                one.rxPackets() + other.rxPackets(),
                one.rxErrors() + other.rxErrors(),
                one.rxDropped() + other.rxDropped(),
                one.txBytes() + other.txBytes(),
                one.txPackets() + other.txPackets(),
                one.txErrors() + other.txErrors(),
                one.txDropped() + other.txDropped());
    }
}
