package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.LaunchBackoff;
import io.argosy.model.Moment;
import io.argosy.model.Service;
import io.argosy.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How many tasks to start: as many as are missing, as the maximum leaves room for, and as the back-off and the
/// launch rate allow (ecs-semantics 7.6, 7.8). `heldBackUntil` is when more will be allowed; `crowded` says that only
/// the maximum stands in the way.
record Launching(int count, boolean crowded, Optional<Instant> heldBackUntil) {
    private static final int PER_MINUTE = 500;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Launching NONE = new Launching(0, false, Optional.empty());

    /// `service` has the back-off this pass arrived at.
    static Launching of(Service service, Crew crew, Collection<Task> tasks, Bounds bounds, Instant now) {
        int missing = bounds.desired() - crew.staying().size();
        if (missing <= 0 || !launches(service)) {
            return NONE;
        }
        LaunchBackoff backoff = service.backoff();
        if (LaunchFailures.throttling(backoff) && now.isBefore(backoff.until())) {
            return new Launching(0, false, Optional.of(backoff.until()));
        }
        int room = bounds.most() - occupied(service, crew);
        return room <= 0
                ? new Launching(0, true, Optional.empty())
                : paced(Math.min(missing, room), launchedSince(now.minus(MINUTE), tasks));
    }

    private static boolean launches(Service service) {
        return service.primary()
                .filter(primary -> primary.rollout() != Deployment.Rollout.FAILED)
                .isPresent();
    }

    private static Launching paced(int wanted, List<Instant> lately) {
        int count = Math.max(0, Math.min(wanted, PER_MINUTE - lately.size()));
        Optional<Instant> next =
                count < wanted ? lately.stream().findFirst().map(first -> first.plus(MINUTE)) : Optional.empty();
        return new Launching(count, false, next);
    }

    /// Tasks that are stopping take a place only when no more than the desired number may live.
    private static int occupied(Service service, Crew crew) {
        return crew.workers().size() + (service.maximumPercent() == 100 ? crew.stopping() : 0);
    }

    private static List<Instant> launchedSince(Instant from, Collection<Task> tasks) {
        return tasks.stream()
                .flatMap(task -> task.timeline().at(Moment.CREATED).stream())
                .filter(at -> at.isAfter(from))
                .sorted()
                .toList();
    }
}
