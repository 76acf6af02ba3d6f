package io.argosy.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens when a thread dies of something nobody caught. After an `Error` (no memory, a class that cannot be
/// loaded, a broken assertion) the process ends at once and says so: a program that looks alive and has lost a part is
/// worse than one that its supervisor starts again. What was acknowledged is on disk.
public final class UncaughtErrors implements Thread.UncaughtExceptionHandler {
    static final int BROKEN = 70;
    private static final Logger log = LoggerFactory.getLogger(UncaughtErrors.class);

    private UncaughtErrors() {}

    public static void end() {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtErrors());
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            log.error("thread={} ended by what nobody caught", thread.getName(), failure);
        } finally {
            if (failure instanceof Error) {
                Runtime.getRuntime().halt(BROKEN);
            }
        }
    }
}
