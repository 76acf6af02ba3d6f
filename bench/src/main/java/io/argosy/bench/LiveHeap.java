package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Path;

/// How much of a JVM's heap is in use once nothing is in it that nobody needs.
final class LiveHeap {
    private LiveHeap() {}

    /// Bytes of the objects that live, by the tool of the JDK, which has the process collect its garbage first.
    static long bytes(long process) throws IOException {
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var said = tool.inputReader()) {
            String total = said.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("jcmd says nothing of process " + process));
            return Long.parseLong(total.strip().split(" +")[2]);
        }
    }
}
