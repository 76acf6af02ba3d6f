package io.argosy.agent.tasks;

import io.argosy.docker.PortBinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far one container has come. Each state carries what is known once it is reached; none goes back, except that a
/// container under a restart policy runs again.
public sealed interface ContainerState {
    record Unstarted() implements ContainerState {}

    record Pulled(PulledImage image) implements ContainerState {}

    record Created(String id, PulledImage image) implements ContainerState {}

    record Running(String id, PulledImage image, Instant startedAt, Observed observed) implements ContainerState {}

    /// Ended, and to be started in place by its restart policy.
    record Restarting(String id, PulledImage image, Observed observed) implements ContainerState {}

    /// Will not run any more. Without an id it was never made, without an exit code it never ran.
    record Ended(
            Optional<String> id,
            Optional<PulledImage> image,
            Optional<Integer> exitCode,
            Optional<String> reason,
            Instant at,
            Observed observed)
            implements ContainerState {}

    /// The image a container was or will be made of; `fetched` when a registry was asked for it.
    record PulledImage(String id, Optional<String> digest, boolean fetched) {}

    /// What a container shows to the outside.
    record Observed(Health health, Optional<Instant> healthSince, List<PortBinding> bindings, int restarts) {
        static final Observed NONE = new Observed(Health.UNKNOWN, Optional.empty(), List.of(), 0);

        Observed withHealth(Health now, Instant since) {
            return now == health ? this : new Observed(now, Optional.of(since), bindings, restarts);
        }

        Observed restarted() {
            return new Observed(Health.UNKNOWN, Optional.empty(), bindings, restarts + 1);
        }
    }

    /// As health reports name it.
    enum Health {
        UNKNOWN,
        HEALTHY,
        UNHEALTHY;

        static Health of(String dockerStatus) {
            return switch (dockerStatus) {
                case "healthy" -> HEALTHY;
                case "unhealthy" -> UNHEALTHY;
                default -> UNKNOWN;
            };
        }
    }

    static Ended never(String reason, Instant at) {
        return new Ended(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(reason), at, Observed.NONE);
    }

    /// The Docker id, once there is one.
    default Optional<String> dockerId() {
        return switch (this) {
            case Unstarted _, Pulled _ -> Optional.empty();
            case Created created -> Optional.of(created.id());
            case Running running -> Optional.of(running.id());
            case Restarting restarting -> Optional.of(restarting.id());
            case Ended ended -> ended.id();
        };
    }

    default Optional<PulledImage> pulledImage() {
        return switch (this) {
            case Unstarted _ -> Optional.empty();
            case Pulled pulled -> Optional.of(pulled.image());
            case Created created -> Optional.of(created.image());
            case Running running -> Optional.of(running.image());
            case Restarting restarting -> Optional.of(restarting.image());
            case Ended ended -> ended.image();
        };
    }

    default Observed shown() {
        return switch (this) {
            case Unstarted _, Pulled _, Created _ -> Observed.NONE;
            case Running running -> running.observed();
            case Restarting restarting -> restarting.observed();
            case Ended ended -> ended.observed();
        };
    }

    /// Ends where it stands: with this exit code and reason, if there are any.
    default Ended ended(Optional<Integer> exitCode, Optional<String> reason, Instant at) {
        return new Ended(dockerId(), pulledImage(), exitCode, reason, at, shown());
    }
}
