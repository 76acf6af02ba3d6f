package io.argosy.logs;

import io.argosy.logs.store.GroupLog;
import io.argosy.logs.store.LogStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The victim of `CrashTest`: threads put numbered events into a stream each for ever, and print each number once it
/// was acknowledged. Arguments: the store's folder, the name of this run.
final class CrashingWriter {
    static final String GROUP = "0123456789abcdef0123456789abcdef";
    private static final int THREADS = 8;

    private CrashingWriter() {}

    static void main(String[] arguments) throws Exception {
        LogStore store = LogStore.open(Path.of(arguments[0]), LogsServer.LIMITS, _ -> {});
        GroupLog group = store.group(GROUP);
        var out = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < THREADS; i++) {
            String stream = arguments[1] + "-" + i;
            Thread.ofPlatform().start(() -> putForEver(store, group, stream, out));
        }
    }

    private static void putForEver(LogStore store, GroupLog group, String name, FileOutputStream out) {
        try {
            store.createStream(group, name, 1);
            var stream = group.stream(name).orElseThrow();
            for (int i = 0; ; i++) {
                store.put(group, stream, 1, List.of(LogCalls.event(1 + i, Integer.toString(i))));
                // One system call a line: what was begun before the kill is whole or missing.
                out.write((name + " " + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            Runtime.getRuntime().halt(1);
        }
    }
}
