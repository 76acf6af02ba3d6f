package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The simulated agents' processes, a few hundred agents each.
final class FleetProcesses implements AutoCloseable {
    private static final int AGENTS_EACH = 250;

    private final List<Process> processes = new ArrayList<>();

    /// Starts them and waits until all agents have joined.
    FleetProcesses(Program program, String dying, int agents, Path folder) throws IOException {
        for (int first = 0; first < agents; first += AGENTS_EACH) {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FleetAgents.class.getName(),
                            program.uri().toString(),
                            Program.CLUSTER,
                            dying,
                            Integer.toString(Math.min(AGENTS_EACH, agents - first)),
                            Integer.toString(first))
                    .redirectError(folder.resolve("agents-" + first + ".log").toFile());
            Map<String, String> environment = builder.environment();
            environment.put(FleetAgents.TOKEN, program.joinToken(Math.min(AGENTS_EACH, agents - first)));
            processes.add(builder.start());
        }
        for (Process process : processes) {
            awaitJoined(process);
        }
    }

    int count() {
        return processes.size();
    }

    private static void awaitJoined(Process process) throws IOException {
        var said = process.inputReader();
        String line = said.readLine();
        while (line != null && !line.equals(FleetAgents.JOINED)) {
            System.err.println("agents: " + line);
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("a process of agents ended before they had joined");
        }
        Thread.startVirtualThread(() -> said.lines().forEach(later -> System.err.println("agents: " + later)));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
    }
}
