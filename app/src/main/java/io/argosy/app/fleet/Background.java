package io.argosy.app.fleet;

import io.argosy.app.configuration.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process that outlives the command that started it: known by a file with its id and start, logging to a file.
final class Background {
    private final String name;
    private final Path folder;

    Background(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    Path log() {
        return folder.resolve(name + ".log");
    }

    private Path pidFile() {
        return folder.resolve(name + ".pid");
    }

    boolean running() throws IOException {
        return process().isPresent();
    }

    long pid() throws IOException {
        return process().map(ProcessHandle::pid).orElse(0L);
    }

    /// The process of the file, unless it has ended or its id has gone to another since.
    private Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        String note = Files.readString(pidFile()).strip();
        // One that a full disk cut short names no process.
        if (!note.matches("[0-9]{1,18} \\S+")) {
            return Optional.empty();
        }
        String[] noted = note.split(" ");
        return ProcessHandle.of(Long.parseLong(noted[0]))
                .filter(handle -> started(handle).equals(noted[1]) && !ended(handle));
    }

    /// A process that was killed keeps its id until its parent has asked for its end, which a container's first process
    /// may never do. Its state stands behind its name, which may hold anything but ends with the last bracket.
    private static boolean ended(ProcessHandle handle) {
        Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
        try {
            String line = Files.readString(stat);
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException gone) {
            return true;
        }
    }

    private static String started(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("-");
    }

    /// Starts in a session of its own, so that no terminal's end or interrupt reaches it. `keeper` is a program that
    /// runs another again when it dies; what is known and stopped is the keeper.
    void start(Path keeper, List<String> words, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", keeper.toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        // What is set stands in the data directory, and counts whoever starts it.
        builder.environment().keySet().removeIf(ConfigurationReader::sets);
        builder.environment().putAll(environment);
        ProcessHandle handle = builder.start().toHandle();
        Files.writeString(pidFile(), handle.pid() + " " + started(handle) + "\n");
    }

    /// Asks it to end, and ends it when it does not within the limit. False when it was not running.
    boolean stop(Duration limit) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = process();
        if (process.isPresent()) {
            ProcessHandle handle = process.get();
            handle.destroy();
            if (!ended(handle, limit)) {
                List<ProcessHandle> kept = handle.descendants().toList();
                handle.destroyForcibly();
                kept.forEach(ProcessHandle::destroyForcibly);
            }
        }
        Files.deleteIfExists(pidFile());
        return process.isPresent();
    }

    private static boolean ended(ProcessHandle handle, Duration limit) throws InterruptedException {
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
