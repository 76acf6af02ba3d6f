package io.argosy.app.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Everything a server can be told. Which key sets what, and the usual values, stand in docs/operating.md.
public record ServerConfiguration(
        Listen listen,
        URI endpoint,
        Path dataDir,
        String accountId,
        String region,
        Set<String> regions,
        FirstKey firstKey,
        Policy policy,
        Images registry,
        Times tasks,
        Limits limits) {

    public ServerConfiguration {
        regions = Set.copyOf(regions);
    }

    /// Which dangerous settings of task definitions are let through, and below which folders tasks may mount.
    public record Policy(
            boolean privileged, boolean hostPid, boolean hostIpc, boolean dockerSocket, List<Path> hostRoots) {
        public Policy {
            hostRoots = List.copyOf(hostRoots);
        }
    }

    /// Whether a push makes the repository it names, and how long what no image needs is kept.
    public record Images(boolean createOnPush, Duration keepUnused) {}

    /// When a task without health checks counts as healthy; how long stopped tasks are shown and history is kept; the
    /// longest wait before a service's task that ended soon after its start is replaced.
    public record Times(Duration healthyAfter, Duration keepStopped, Duration keepHistory, Duration longestBackOff) {}

    /// How much clients may ask of the server at once.
    public record Limits(int bodyBytes, int connections, int requestsAtOnce, Duration idle, Duration stop) {}

    /// The same on another port, for when a free one was picked.
    public ServerConfiguration onPort(int port) {
        var there = new Listen(listen.host(), port);
        URI reached = endpoint.equals(listen.url()) ? there.url() : endpoint;
        return new ServerConfiguration(
                there, reached, dataDir, accountId, region, regions, firstKey, policy, registry, tasks, limits);
    }
}
