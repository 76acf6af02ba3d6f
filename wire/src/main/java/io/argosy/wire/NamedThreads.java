package io.argosy.wire;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/// Virtual threads for Jetty, a new one each time. Jetty's own executor of them finds Java's by reflection, at every
/// start.
public final class NamedThreads {
    private NamedThreads() {}

    /// The name of each thread is the prefix and a number.
    public static Executor of(String prefix) {
        ThreadFactory threads = Thread.ofVirtual().name(prefix, 0).factory();
        return task -> threads.newThread(task).start();
    }
}
