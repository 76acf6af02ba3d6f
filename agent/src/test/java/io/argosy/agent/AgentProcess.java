package io.argosy.agent;

import io.argosy.agent.AgentSettings.Metadata;
import io.argosy.agent.AgentSettings.Starting;
import io.argosy.agent.AgentSettings.Stopping;
import io.argosy.agent.tasks.PullBehavior;
import io.argosy.docker.TestEngine;
import io.argosy.wire.tls.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// An agent in a process of its own, so that a test can kill it without warning.
final class AgentProcess {
    private AgentProcess() {}

    /// Arguments: the endpoint, the cluster and the data directory.
    public static void main(String[] arguments) throws Exception {
        var settings = AgentSettings.joining(URI.create(arguments[0]), arguments[1], Path.of(arguments[2]))
                .withDockerSocket(TestEngine.SOCKET)
                .withMetadata(new Metadata(false, 0))
                .withStarting(new Starting(PullBehavior.PREFER_CACHED, 4, true))
                .withStopping(new Stopping(Duration.ofSeconds(2), Duration.ofHours(3)));
        try (var agent = new Agent(
                settings,
                new AgentDependencies(
                        ControlPlane.identity(),
                        new Trust.OfSystem(),
                        InstantSource.system(),
                        Agents::freshId,
                        new Random(7)))) {
            agent.start();
            System.exit(agent.awaitEnd().exitCode());
        }
    }

    static Process start(ControlPlane control, Path directory) throws Exception {
        return start(control, directory, directory.resolve("agent.log"));
    }

    static Process start(ControlPlane control, Path directory, Path log) throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentProcess.class.getName(),
                        control.endpoint().toString(),
                        ControlPlane.CLUSTER,
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
