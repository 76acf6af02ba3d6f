package io.argosy.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A command run to its end, as a user types it; what it printed is kept.
record Command(int status, String output) {
    static Command run(Path folder, Map<String, String> environment, Duration limit, List<String> words) {
        if (LoadedCli.runs(words.getFirst())) {
            return LoadedCli.run(folder, environment, limit, words.subList(1, words.size()));
        }
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread guard = Thread.ofVirtual().start(() -> endAfter(limit, process));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            guard.interrupt();
            return new Command(status, output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static void endAfter(Duration limit, Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    /// What it printed, or a failure that shows it.
    String success(List<String> words) {
        if (status != 0) {
            throw new AssertionError(String.join(" ", words) + "\nended with " + status + ":\n" + output);
        }
        return output.strip();
    }
}
