package io.argosy.agent;

import io.argosy.agent.confinement.HostPolicy;
import io.argosy.agent.tasks.Keeping;
import io.argosy.agent.tasks.PullBehavior;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything an agent can be told before it starts. `endpoint` is the control plane's API; `cluster` a name or ARN.
/// The custom `attributes` are sent with the first registration only; metrics go out `telemetryEvery` so often.
public record AgentSettings(
        URI endpoint,
        String cluster,
        Path dataDirectory,
        Path dockerSocket,
        Map<String, String> attributes,
        Reserved reserved,
        Starting starting,
        Stopping stopping,
        Metadata metadata,
        Duration telemetryEvery,
        HostPolicy policy,
        Limits limits) {

    /// What of the host is not for tasks: ports in use by others, and MiB of memory.
    public record Reserved(Set<Integer> tcpPorts, Set<Integer> udpPorts, long memoryMib) {}

    /// How images are fetched, how many containers may be in the act of starting at once, and whether a task's own CPU
    /// and memory limits are put into a cgroup around its containers.
    public record Starting(PullBehavior pull, int atOnce, boolean taskLimits) {}

    /// The grace of a container that has no `stopTimeout`, how long what has stopped stays on the host, and how much of
    /// it.
    public record Stopping(Duration grace, Duration cleanUpAfter, Keeping keeping) {
        public Stopping(Duration grace, Duration cleanUpAfter) {
            this(grace, cleanUpAfter, Keeping.USUAL);
        }
    }

    /// Where containers ask about themselves. The usual address is tried first and needs root; the fallback is the
    /// gateway of Docker's bridge with a free port. `introspectionPort` is on loopback; 0 turns it off.
    public record Metadata(boolean usualAddress, int introspectionPort) {}

    /// What every container is held to that its definition does not name: so many processes and threads.
    public record Limits(int processes) {}

    public AgentSettings {
        attributes = Map.copyOf(attributes);
    }

    /// The usual settings for an agent of this cluster.
    public static AgentSettings joining(URI endpoint, String cluster, Path dataDirectory) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                Path.of("/var/run/docker.sock"),
                Map.of(),
                new Reserved(Set.copyOf(List.of(22, 2375, 2376, 51678, 51679)), Set.of(), 0),
                new Starting(PullBehavior.DEFAULT, 4, true),
                new Stopping(Duration.ofSeconds(30), Duration.ofHours(3)),
                new Metadata(true, 51678),
                Duration.ofSeconds(20),
                HostPolicy.safe(Path.of("/var/lib/argosy/volumes")),
                new Limits(4_096));
    }

    public AgentSettings withDockerSocket(Path socket) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                socket,
                attributes,
                reserved,
                starting,
                stopping,
                metadata,
                telemetryEvery,
                policy,
                limits);
    }

    public AgentSettings withAttributes(Map<String, String> custom) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                custom,
                reserved,
                starting,
                stopping,
                metadata,
                telemetryEvery,
                policy,
                limits);
    }

    public AgentSettings withReserved(Reserved changed) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                attributes,
                changed,
                starting,
                stopping,
                metadata,
                telemetryEvery,
                policy,
                limits);
    }

    public AgentSettings withStarting(Starting changed) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                attributes,
                reserved,
                changed,
                stopping,
                metadata,
                telemetryEvery,
                policy,
                limits);
    }

    public AgentSettings withStopping(Stopping changed) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                attributes,
                reserved,
                starting,
                changed,
                metadata,
                telemetryEvery,
                policy,
                limits);
    }

    public AgentSettings withMetadata(Metadata changed) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                attributes,
                reserved,
                starting,
                stopping,
                changed,
                telemetryEvery,
                policy,
                limits);
    }

    public AgentSettings withTelemetryEvery(Duration period) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                attributes,
                reserved,
                starting,
                stopping,
                metadata,
                period,
                policy,
                limits);
    }

    public AgentSettings withPolicy(HostPolicy changed) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                attributes,
                reserved,
                starting,
                stopping,
                metadata,
                telemetryEvery,
                changed,
                limits);
    }

    public AgentSettings withLimits(Limits changed) {
        return new AgentSettings(
                endpoint,
                cluster,
                dataDirectory,
                dockerSocket,
                attributes,
                reserved,
                starting,
                stopping,
                metadata,
                telemetryEvery,
                policy,
                changed);
    }
}
