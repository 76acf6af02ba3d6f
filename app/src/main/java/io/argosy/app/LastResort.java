package io.argosy.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process when a thread of it ends by an `Error`: the part of the program that ran on it is gone, and a
/// process that only looks alive is worse than one that whoever watches over it starts again.
final class LastResort {
    private static final Logger log = LoggerFactory.getLogger(LastResort.class);
    private static final int BROKEN = 70;

    private LastResort() {}

    static void install() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            log.error("thread={} ended by {}", thread.getName(), failure, failure);
            if (failure instanceof Error) {
                Runtime.getRuntime().halt(BROKEN);
            }
        });
    }
}
