package io.argosy.app.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Programs of the host that do a step of ours, with all they say kept in one log.
final class Command {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int TAIL = 12;

    private final Path folder;
    private final Path log;
    private final Map<String, String> environment;

    /// Run in `folder`, logging to `log`.
    Command(Path folder, Path log) {
        this(folder, log, Map.of());
    }

    /// With variables of its own.
    Command(Path folder, Path log, Map<String, String> environment) {
        this.folder = folder;
        this.log = log;
        this.environment = Map.copyOf(environment);
    }

    void run(List<String> words) throws IOException, InterruptedException {
        run(words, "");
    }

    /// With a text on its standard input. A failure is an `IOException` that holds the end of what was said.
    void run(List<String> words, String input) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Works with every engine that is supported, those without buildx included.
        builder.environment().put("DOCKER_BUILDKIT", "0");
        builder.environment().putAll(environment);
        Process process = started(builder);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException(words.getFirst() + " did not end within " + LIMIT.toMinutes() + " minutes: " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "failed with status " + process.exitValue() + ": " + String.join(" ", words) + "\n" + tail(log));
        }
    }

    /// Whether a program says yes by its exit status; nothing is logged.
    boolean succeeds(List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = started(builder);
        return process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    }

    /// What a program prints, by lines. A failure is an `IOException` that holds what was said.
    List<String> lines(List<String> words) throws IOException, InterruptedException {
        Process process = started(new ProcessBuilder(words).directory(folder.toFile()));
        try (var reader = process.inputReader(StandardCharsets.UTF_8);
                var complaints = process.errorReader(StandardCharsets.UTF_8)) {
            List<String> lines = reader.lines().filter(line -> !line.isBlank()).toList();
            String complaint = complaints.lines().collect(Collectors.joining("\n"));
            if (process.waitFor() != 0) {
                throw new IOException("failed: " + String.join(" ", words) + "\n" + complaint);
            }
            return lines;
        }
    }

    private static Process started(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new IOException("cannot run " + builder.command().getFirst() + ": is it installed?", failure);
        }
    }

    static String tail(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }
}
