package io.argosy.shipping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A program of this machine that does a step, in a folder, each of its lines told as it comes.
record Program(Path folder, Map<String, String> environment) {
    private static final int TAIL = 15;
    private static final Duration LIMIT = Duration.ofHours(1);

    Program {
        environment = Map.copyOf(environment);
    }

    /// Runs it with a text on its standard input. A failure is an `IOException` that holds the end of what was said.
    void run(List<String> words, String input, Consumer<String> line) throws IOException, InterruptedException {
        Deque<String> last = new ArrayDeque<>();
        Process process = started(words, true);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String said = lines.readLine(); said != null; said = lines.readLine()) {
                last.add(said);
                if (last.size() > TAIL) {
                    last.removeFirst();
                }
                line.accept(said);
            }
        } finally {
            end(process, words);
        }
        if (process.exitValue() != 0) {
            throw new IOException("failed with status " + process.exitValue() + ": " + String.join(" ", words) + "\n"
                    + String.join("\n", last));
        }
    }

    /// Its first line, or nothing where it is not there or does not say yes.
    String answer(List<String> words) throws InterruptedException {
        try {
            Process process = started(words, false);
            List<String> lines = new ArrayList<>();
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                out.lines().limit(1).forEach(lines::add);
            } finally {
                end(process, words);
            }
            return process.exitValue() == 0 && !lines.isEmpty()
                    ? lines.getFirst().strip()
                    : "";
        } catch (IOException none) {
            return "";
        }
    }

    private Process started(List<String> words, boolean complaintsToo) throws IOException {
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(complaintsToo);
        if (!complaintsToo) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new IOException("cannot run " + words.getFirst() + ": is it installed?", failure);
        }
    }

    private static void end(Process process, List<String> words) throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException(words.getFirst() + " did not end within " + LIMIT.toMinutes() + " minutes");
        }
    }
}
