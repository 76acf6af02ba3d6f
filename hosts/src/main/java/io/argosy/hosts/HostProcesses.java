package io.argosy.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The first processes of hosts, each in namespaces of its own and known by its command line: no file can be out of
/// date about them. When one dies the kernel ends all that runs in it.
final class HostProcesses {
    private static final Path PROC = Path.of("/proc");
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path script;

    /// `script` is what the first process of a host runs.
    HostProcesses(Path script) {
        this.script = script;
    }

    /// Starts one in a session of its own, so that it outlives this program, and answers its process.
    ProcessHandle start(Path folder, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("setsid", "unshare", "--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child"));
        words.addAll(List.of("--mount-proc", script.toString(), folder.toString()));
        words.addAll(arguments);
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("host.log").toFile()));
        // What is set for this program is not meant for those it starts.
        builder.environment().keySet().removeIf(name -> name.startsWith("ARGOSY_") && !KEPT.contains(name));
        builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        builder.environment().putAll(environment);
        ProcessHandle process = builder.start().toHandle();
        if (!Tool.await(LIMIT, () -> !process.isAlive() || apart(process)) || !process.isAlive()) {
            process.destroyForcibly();
            throw new IOException("no namespaces could be made: " + Files.readString(folder.resolve("host.log")));
        }
        return process;
    }

    private static final Set<String> KEPT = Set.of("ARGOSY_HOME", "ARGOSY_JAVA_FLAGS", "ARGOSY_AGENT_HEAP");

    private static boolean apart(ProcessHandle process) throws IOException {
        return !network(Long.toString(process.pid())).equals(network("self"));
    }

    private static Path network(String process) throws IOException {
        return Files.readSymbolicLink(PROC.resolve(process).resolve("ns/net"));
    }

    /// The processes of each folder for which one runs.
    Map<Path, List<ProcessHandle>> running() throws IOException {
        Map<Path, List<ProcessHandle>> found = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : all) {
                List<String> words = words(process);
                int at = words.indexOf(script.toString());
                if (at >= 0 && at + 1 < words.size()) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(
                                    handle -> found.computeIfAbsent(Path.of(words.get(at + 1)), _ -> new ArrayList<>())
                                            .add(handle));
                }
            }
        }
        return found;
    }

    /// None of one that has ended meanwhile.
    private static List<String> words(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return Arrays.asList(line.split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /// Ends the hosts of these folders at once.
    void kill(List<Path> folders) throws IOException, InterruptedException {
        of(folders).forEach(ProcessHandle::destroyForcibly);
        if (!Tool.await(LIMIT, () -> of(folders).findAny().isEmpty())) {
            throw new IOException("did not end when killed: " + folders);
        }
    }

    /// Asks them to end, and kills those that do not within the limit. One that has only begun does not hear at first.
    void end(List<Path> folders, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        do {
            of(folders).forEach(ProcessHandle::destroy);
        } while (!Tool.await(AGAIN, () -> of(folders).findAny().isEmpty()) && System.nanoTime() < end);
        kill(folders);
    }

    private Stream<ProcessHandle> of(List<Path> folders) throws IOException {
        Map<Path, List<ProcessHandle>> running = running();
        return folders.stream().flatMap(folder -> running.getOrDefault(folder, List.of()).stream());
    }
}
