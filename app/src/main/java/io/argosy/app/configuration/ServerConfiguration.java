package io.argosy.app.configuration;

import io.argosy.addresses.TaskSubnets;
import io.argosy.batch.jobs.JobSettings;
import io.argosy.capacity.HostGroup;
import io.argosy.logs.store.StoreLimits;
import io.argosy.registry.blobs.DiskReserve;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything a server can be told. Which key sets what, and the usual values, stand in docs/operating.md.
public record ServerConfiguration(
        Listen listen,
        Tls tls,
        URI endpoint,
        Path dataDir,
        String accountId,
        String region,
        Set<String> regions,
        FirstKey firstKey,
        Policy policy,
        Images registry,
        StoreLimits logs,
        Times tasks,
        Schedules schedules,
        Agents agents,
        Roles roles,
        Instances instances,
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

    /// Whether a push makes the repository it names, whether clients may delete blobs, how long what no image needs is
    /// kept, and how much of the disk images leave free.
    public record Images(boolean createOnPush, boolean deleteBlobs, Duration keepUnused, DiskReserve.Kept reserve) {}

    /// When a task without health checks counts as healthy; how long stopped tasks are shown and history is kept; the
    /// longest wait before a service's task that ended soon after its start is replaced, and for a place on an
    /// instance of a capacity provider; what is decided about jobs.
    public record Times(
            Duration healthyAfter,
            Duration keepStopped,
            Duration keepHistory,
            Duration longestBackOff,
            Duration longestWait,
            JobSettings jobs) {}

    /// How long runs of schedules are remembered, and whether they may call addresses of this machine and its links.
    public record Schedules(Duration keepRuns, boolean localAddresses) {}

    /// Whether an agent may sign with the account's own key, as all did before they had keys of their own.
    public record Agents(boolean rootKey) {}

    /// Whether a role that a task asks for is made when it is not there.
    public record Roles(boolean createMissing) {}

    /// How long an agent may stay away before what runs on its instance is given up, which addresses tasks have,
    /// whether instances take tasks of the launch type FARGATE, how often managed scaling counts, and the groups of
    /// hosts it may have made.
    public record Instances(
            Duration lostAfter,
            TaskSubnets.Pool pool,
            boolean fargate,
            Duration scalingPeriod,
            Map<String, HostGroup> groups) {
        public Instances {
            groups = Map.copyOf(groups);
        }
    }

    /// How much clients may ask of the server at once.
    public record Limits(
            Bodies bodies,
            Connections connections,
            int requestsAtOnce,
            int slowestUpload,
            Duration idle,
            Duration stop) {}

    /// The largest request to an API, how much of all of them may be in memory, and how long one may take to arrive.
    public record Bodies(int each, long together, Duration time) {}

    /// Connections at once, those of one address, agents' channels, and how long a request's head may take.
    public record Connections(int all, int ofAnAddress, int channels, Duration head) {}

    /// The same on another port, for when a free one was picked.
    public ServerConfiguration onPort(int port) {
        var there = new Listen(listen.host(), port);
        URI reached = endpoint.equals(listen.url(tls.scheme())) ? there.url(tls.scheme()) : endpoint;
        return new ServerConfiguration(
                there, tls, reached, dataDir, accountId, region, regions, firstKey, policy, registry, logs, tasks,
                schedules, agents, roles, instances, limits);
    }
}
