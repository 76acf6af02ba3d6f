package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a process has in memory, and what an idle JVM with the same flags has.
final class Footprint {
    private static final List<String> NOT_ITS = List.of("-XX:SharedArchiveFile=", "-XX:AOTCache=");

    /// `own` is what no other process shares: the rest are pages of files, the JVM's own among them.
    record Resident(double mib, double own) {}

    private Footprint() {}

    static Resident of(long process) throws IOException {
        return new Resident(kib(process, "VmRSS:") / 1024, kib(process, "RssAnon:") / 1024);
    }

    /// The same JVM with the same flags, except for an archive of classes that are not its.
    static Resident floor(long like) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : Files.readString(Path.of("/proc", Long.toString(like), "cmdline"))
                .split("\0")) {
            if (word.equals("-cp")) {
                break;
            }
            if (NOT_ITS.stream().noneMatch(word::startsWith)) {
                words.add(word);
            }
        }
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Floor.class.getName()));
        Process idle = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            idle.inputReader().readLine();
            Program.pause(TimeUnit.SECONDS.toMillis(2));
            return of(idle.pid());
        } finally {
            idle.destroy();
        }
    }

    private static double kib(long process, String row) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                .filter(line -> line.startsWith(row))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
