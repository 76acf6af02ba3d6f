package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.ServiceTally;
import java.time.Instant;
import java.util.Optional;

/// How many tasks to start: as many as are missing, as the maximum leaves room for, and as the back-off and the
/// launch rate allow (ecs-semantics 7.6, 7.8). `heldBackUntil` is when more will be allowed; `crowded` says that only
/// the maximum stands in the way.
record TasksToStart(int count, boolean crowded, Optional<Instant> heldBackUntil) {
    private static final int PER_MINUTE = 500;
    private static final TasksToStart NONE = new TasksToStart(0, false, Optional.empty());

    static TasksToStart of(Service service, ServiceTally tally, LiveTasks live, DeploymentLimits limits, Instant now) {
        int missing = limits.desired() - live.staying().size();
        int room = limits.maxRunning() - occupied(service, live);
        TasksToStart allowed = of(service, tally, room > 0 ? Math.min(missing, room) : missing, now);
        return room <= 0 && allowed.count() > 0 ? new TasksToStart(0, true, Optional.empty()) : allowed;
    }

    /// As many of these as are allowed now.
    static TasksToStart of(Service service, ServiceTally tally, int wanted, Instant now) {
        if (wanted <= 0 || !launches(service)) {
            return NONE;
        }
        return tally.backoff().holds(now)
                ? new TasksToStart(0, false, Optional.of(tally.backoff().until()))
                : paced(wanted, tally.launches(), now);
    }

    private static boolean launches(Service service) {
        return service.primary()
                .filter(primary -> primary.rollout() != Deployment.Rollout.FAILED)
                .isPresent();
    }

    private static TasksToStart paced(int wanted, ServiceTally.Launches lately, Instant now) {
        int count = Math.max(0, Math.min(wanted, PER_MINUTE - lately.at(now)));
        boolean rest = count < wanted && lately.at(now) > 0;
        return new TasksToStart(count, false, rest ? Optional.of(lately.over()) : Optional.empty());
    }

    /// Tasks that are stopping take a place only when no more than the desired number may live.
    private static int occupied(Service service, LiveTasks live) {
        return live.serviceTasks().size() + (service.maximumPercent() == 100 ? live.stopping() : 0);
    }
}
