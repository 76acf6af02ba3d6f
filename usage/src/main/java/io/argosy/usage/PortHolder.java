package io.argosy.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which process of this host has a port, as far as this user may see.
public record PortHolder(long pid, String program) {
    private static final Path PROC = Path.of("/proc");

    /// The states of `/proc/net` in which a socket has its port to itself: listening for TCP, unconnected for UDP.
    private static final String LISTENING = "0A";

    private static final String UNCONNECTED = "07";

    /// Who listens on a TCP port; nothing when nobody does or the process belongs to somebody else.
    public static Optional<PortHolder> of(int port) {
        return holder(sockets("tcp", LISTENING, port));
    }

    /// Who receives what comes to a UDP port.
    public static Optional<PortHolder> ofUdp(int port) {
        return holder(sockets("udp", UNCONNECTED, port));
    }

    private static Set<String> sockets(String protocol, String state, int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of(protocol, protocol + "6")) {
            sockets.addAll(sockets(PROC.resolve("net").resolve(table), state, ":%04X".formatted(port)));
        }
        return sockets;
    }

    /// Each line: number, local address, remote address, state, …, and the socket's inode in the tenth column.
    private static List<String> sockets(Path table, String state, String port) {
        try {
            return ProcFiles.lines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 9 && columns[1].endsWith(port) && columns[3].equals(state))
                    .map(columns -> "socket:[" + columns[9] + "]")
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<PortHolder> holder(Set<String> sockets) {
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> holds(process, sockets))
                    .map(process ->
                            new PortHolder(Long.parseLong(process.getFileName().toString()), name(process)))
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

    /// As `nginx (pid 4711)`.
    @Override
    public String toString() {
        return program + " (pid " + pid + ")";
    }
}
