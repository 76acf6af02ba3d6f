package io.argosy.agent.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which process of this host listens on a TCP port, as far as this user may see.
public final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /// As `nginx (pid 4711)`; nothing when nobody listens or the process belongs to somebody else.
    public static Optional<String> of(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            sockets.addAll(listening(PROC.resolve(table), ":%04X".formatted(port)));
        }
        return sockets.isEmpty() ? Optional.empty() : holder(sockets);
    }

    /// Each line: number, local address, remote address, state, …, and the socket's inode in the tenth column.
    private static List<String> listening(Path table, String port) {
        try {
            return ProcFiles.lines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9 && columns[1].endsWith(port) && columns[3].equals(LISTENING))
                    .map(columns -> "socket:[" + columns[9] + "]")
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<String> holder(Set<String> sockets) {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> holds(process, sockets))
                    .map(process -> name(process) + " (pid " + process.getFileName() + ")")
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.anyMatch(file -> leadsTo(file, sockets));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static boolean leadsTo(Path file, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(file).toString());
        } catch (IOException closed) {
            return false;
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException gone) {
            return "a process";
        }
    }
}
