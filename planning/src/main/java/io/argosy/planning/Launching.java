package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.ServiceTally;
import java.time.Instant;
import java.util.Optional;

/// How many tasks to start: as many as are missing, as the maximum leaves room for, and as the back-off and the
/// launch rate allow (ecs-semantics 7.6, 7.8). `heldBackUntil` is when more will be allowed; `crowded` says that only
/// the maximum stands in the way.
record Launching(int count, boolean crowded, Optional<Instant> heldBackUntil) {
    private static final int PER_MINUTE = 500;
    private static final Launching NONE = new Launching(0, false, Optional.empty());

    static Launching of(Service service, ServiceTally tally, Crew crew, Bounds bounds, Instant now) {
        int missing = bounds.desired() - crew.staying().size();
        if (missing <= 0 || !launches(service)) {
            return NONE;
        }
        if (tally.backoff().holds(now)) {
            return new Launching(0, false, Optional.of(tally.backoff().until()));
        }
        int room = bounds.most() - occupied(service, crew);
        return room <= 0
                ? new Launching(0, true, Optional.empty())
                : paced(Math.min(missing, room), tally.launches(), now);
    }

    private static boolean launches(Service service) {
        return service.primary()
                .filter(primary -> primary.rollout() != Deployment.Rollout.FAILED)
                .isPresent();
    }

    private static Launching paced(int wanted, ServiceTally.Launches lately, Instant now) {
        int count = Math.max(0, Math.min(wanted, PER_MINUTE - lately.at(now)));
        boolean rest = count < wanted && lately.at(now) > 0;
        return new Launching(count, false, rest ? Optional.of(lately.over()) : Optional.empty());
    }

    /// Tasks that are stopping take a place only when no more than the desired number may live.
    private static int occupied(Service service, Crew crew) {
        return crew.workers().size() + (service.maximumPercent() == 100 ? crew.stopping() : 0);
    }
}
