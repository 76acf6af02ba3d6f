package io.argosy.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A program that is started again when it ends, as a unit of systemd does it, until it is stopped for good.
final class Kept implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> words;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process process;
    private @Nullable Thread keeper;

    Kept(List<String> words, Map<String, String> environment, Path log) {
        this.words = List.copyOf(words);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    synchronized void start() {
        if (keeper == null) {
            keeper = Thread.ofPlatform()
                    .daemon()
                    .name("keep " + log.getFileName())
                    .start(this::keep);
        }
    }

    private void keep() {
        try {
            while (true) {
                begin().waitFor();
                Thread.sleep(BETWEEN);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Process begin() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            var builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Ends in order, and stays down.
    void stop() {
        end(false);
    }

    /// Ends at once, and stays down.
    void kill() {
        end(true);
    }

    private synchronized void end(boolean forcibly) {
        if (keeper != null) {
            keeper.interrupt();
            keeper = null;
        }
        if (process != null) {
            try {
                if (forcibly || !ended(process)) {
                    process.toHandle().destroyForcibly();
                    process.waitFor();
                }
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            process = null;
        }
    }

    private static boolean ended(Process process) throws InterruptedException {
        process.destroy();
        return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
