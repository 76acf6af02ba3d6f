package io.argosy.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How a service's tasks have fared, counted in the write that moves each: the tasks of every deployment that came to
/// an end, or failed their health checks, before they were good; the back-off of the PRIMARY `deployment`; and how many
/// were launched of late. Kept beside the service because it changes far more often, and is far smaller.
public record ServiceTally(
        ServiceName service,
        DeploymentId deployment,
        Patience patience,
        LaunchBackoff backoff,
        Launches launches,
        List<Failed> failed)
        implements ClusterEntity {
    public static final Kind<ServiceTally> KIND =
            Kind.of("ServiceTally", ServiceTally.class).migrated(ServiceMigrations::withoutLastFailures);

    private static final Duration CRASH = Duration.ofMinutes(1);

    /// How many tasks of one deployment failed, the last of them then.
    public record Failed(DeploymentId deployment, int tasks, Instant last) {}

    /// How many tasks were launched in the minute that began then.
    public record Launches(int count, Instant since) {
        private static final Launches NONE = new Launches(0, Instant.EPOCH);
        private static final Duration MINUTE = Duration.ofMinutes(1);

        public Instant over() {
            return since.plus(MINUTE);
        }

        /// Those that still count now.
        public int at(Instant now) {
            return now.isBefore(over()) ? count : 0;
        }
    }

    public ServiceTally {
        failed = List.copyOf(failed);
    }

    public static ServiceTally fresh(ServiceName service, DeploymentId primary) {
        return new ServiceTally(service, primary, Patience.NONE, LaunchBackoff.NONE, Launches.NONE, List.of());
    }

    @Override
    public String key() {
        return service.value();
    }

    public int failed(DeploymentId of) {
        return failed.stream()
                .filter(one -> one.deployment().equals(of))
                .mapToInt(Failed::tasks)
                .sum();
    }

    /// The same about what the service is by now: another PRIMARY starts without a back-off, and what is no longer
    /// listed is forgotten.
    public ServiceTally about(DeploymentId primary, Set<DeploymentId> listed, Patience now) {
        return new ServiceTally(
                service,
                primary,
                now,
                primary.equals(deployment) ? backoff : LaunchBackoff.NONE,
                launches,
                failed.stream().filter(one -> listed.contains(one.deployment())).toList());
    }

    public ServiceTally launched(int tasks, Instant now) {
        var since = now.isBefore(launches.over()) ? launches.since() : now;
        return with(backoff, new Launches(launches.at(now) + tasks, since), failed);
    }

    /// A task that was launched after the last crash has become good.
    public ServiceTally healthy() {
        return with(LaunchBackoff.NONE, launches, failed);
    }

    /// A task of this deployment was found good that became so then: what failed before counts no more
    /// (ecs-semantics 7.9).
    public ServiceTally proven(DeploymentId of, Instant good) {
        boolean later = failed.stream()
                .anyMatch(one -> one.deployment().equals(of) && one.last().isBefore(good));
        return later ? completed(of) : this;
    }

    /// The deployment is complete, or begins again, and its count starts anew.
    public ServiceTally completed(DeploymentId complete) {
        return with(
                backoff,
                launches,
                failed.stream()
                        .filter(one -> !one.deployment().equals(complete))
                        .toList());
    }

    /// With what a task's move from one state to the next says of its service.
    public ServiceTally heard(Task before, Task after, Instant at) {
        boolean ofPrimary = after.owner() instanceof Owner.OfService(var _, var deploys) && deploys.equals(deployment);
        if (after.state().running() && !before.state().running()) {
            return ofPrimary ? with(backoff.ran(at), launches, failed) : this;
        }
        if (!before.state().wanted()
                || !(after.ending().filter(StopReason::ofItself).isPresent())) {
            return this;
        }
        List<Failed> counted = after.goodBy(at, patience.healthyAfter()) ? failed : oneMore(after, at);
        return with(ofPrimary ? ended(after, at) : backoff, launches, counted);
    }

    private LaunchBackoff ended(Task task, Instant at) {
        Instant launched = task.timeline().at(TaskTimestamp.CREATED).orElse(Instant.EPOCH);
        return task.timeline()
                .at(TaskTimestamp.STARTED)
                .map(started -> at.isBefore(started.plus(CRASH))
                        ? backoff.crashed(launched, at, patience.longestWait())
                        : backoff)
                .orElseGet(() -> backoff.neverRan(launched, at));
    }

    private List<Failed> oneMore(Task task, Instant at) {
        if (!(task.owner() instanceof Owner.OfService(var _, var of))) {
            return failed;
        }
        List<Failed> more = new ArrayList<>(failed);
        more.removeIf(one -> one.deployment().equals(of));
        more.add(new Failed(of, failed(of) + 1, at));
        return more;
    }

    private ServiceTally with(LaunchBackoff newBackoff, Launches newLaunches, List<Failed> newFailed) {
        return new ServiceTally(service, deployment, patience, newBackoff, newLaunches, newFailed);
    }
}
