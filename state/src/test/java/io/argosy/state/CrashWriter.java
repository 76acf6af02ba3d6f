package io.argosy.state;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterName;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// The victim of `CrashTest`: many threads write numbered tokens for ever, and each number is printed once its write
/// was acknowledged. Arguments: the journal's file, the name of this run, the number of threads.
final class CrashWriter {
    static final ClusterName CLUSTER = new ClusterName("crash");
    static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");

    private CrashWriter() {}

    static void main(String[] arguments) throws Exception {
        Stores stores = Stores.open(Path.of(arguments[0]), InstantSource.system());
        ClusterStore store = stores.cluster(REALM, CLUSTER);
        var out = new FileOutputStream(FileDescriptor.out);
        int threads = Integer.parseInt(arguments[2]);
        say(out, "ready");
        for (int i = 0; i < threads; i++) {
            String writer = arguments[1] + "-" + i;
            Thread.ofVirtual().start(() -> writeForEver(store, out, writer));
        }
        Thread.currentThread().join();
    }

    private static void writeForEver(ClusterStore store, FileOutputStream out, String writer) {
        for (int i = 0; ; i++) {
            String number = Integer.toString(i);
            store.write(tx -> {
                tx.add(new ClientToken(writer, number, "", List.of(), tx.now()));
                return number;
            });
            say(out, writer + " " + number);
        }
    }

    /// One system call a line: what was begun before the kill is whole or missing.
    private static void say(FileOutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyListens) {
            Runtime.getRuntime().halt(1);
        }
    }
}
