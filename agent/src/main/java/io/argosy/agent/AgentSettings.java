package io.argosy.agent;

import io.argosy.agent.session.Capabilities.Reserved;
import io.argosy.agent.tasks.Keeping;
import io.argosy.agent.tasks.PullBehavior;
import io.argosy.confinement.HostPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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

    /// What every container is held to that its definition does not name: so many processes and threads. And how many
    /// images may be built here at once.
    public record Limits(int processes, int builds) {}

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
                new Reserved(Set.copyOf(List.of(22, 2375, 2376, 51678, 51679)), Set.of(), 0, 0),
                new Starting(PullBehavior.DEFAULT, 4, true),
                new Stopping(Duration.ofSeconds(30), Duration.ofHours(3)),
                new Metadata(true, 51678),
                Duration.ofSeconds(20),
                HostPolicy.safe(Path.of("/var/lib/argosy/volumes")),
                new Limits(4_096, 1));
    }

    public AgentSettings withDockerSocket(Path socket) {
        return with(draft -> draft.dockerSocket = socket);
    }

    public AgentSettings withAttributes(Map<String, String> custom) {
        return with(draft -> draft.attributes = custom);
    }

    public AgentSettings withReserved(Reserved changed) {
        return with(draft -> draft.reserved = changed);
    }

    public AgentSettings withStarting(Starting changed) {
        return with(draft -> draft.starting = changed);
    }

    public AgentSettings withStopping(Stopping changed) {
        return with(draft -> draft.stopping = changed);
    }

    public AgentSettings withMetadata(Metadata changed) {
        return with(draft -> draft.metadata = changed);
    }

    public AgentSettings withTelemetryEvery(Duration period) {
        return with(draft -> draft.telemetryEvery = period);
    }

    public AgentSettings withPolicy(HostPolicy changed) {
        return with(draft -> draft.policy = changed);
    }

    public AgentSettings withLimits(Limits changed) {
        return with(draft -> draft.limits = changed);
    }

    private AgentSettings with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /// A copy with one member changed: the one place that names all of those that can be.
    private static final class Draft {
        private final AgentSettings before;
        private Path dockerSocket;
        private Map<String, String> attributes;
        private Reserved reserved;
        private Starting starting;
        private Stopping stopping;
        private Metadata metadata;
        private Duration telemetryEvery;
        private HostPolicy policy;
        private Limits limits;

        Draft(AgentSettings before) {
            this.before = before;
            this.dockerSocket = before.dockerSocket;
            this.attributes = before.attributes;
            this.reserved = before.reserved;
            this.starting = before.starting;
            this.stopping = before.stopping;
            this.metadata = before.metadata;
            this.telemetryEvery = before.telemetryEvery;
            this.policy = before.policy;
            this.limits = before.limits;
        }

        AgentSettings settings() {
            return new AgentSettings(
                    before.endpoint,
                    before.cluster,
                    before.dataDirectory,
                    dockerSocket,
                    attributes,
                    reserved,
                    starting,
                    stopping,
                    metadata,
                    telemetryEvery,
                    policy,
                    limits);
        }
    }
}
