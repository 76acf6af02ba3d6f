package io.argosy.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far a service deployment has come (ecs-semantics 7.16). It `started` when it was no longer PENDING.
public sealed interface DeploymentStage {
    /// Every one that `status` gives.
    List<String> STATUSES = List.of(
            "PENDING",
            "SUCCESSFUL",
            "STOPPED",
            "STOP_REQUESTED",
            "IN_PROGRESS",
            "ROLLBACK_REQUESTED",
            "ROLLBACK_IN_PROGRESS",
            "ROLLBACK_SUCCESSFUL",
            "ROLLBACK_FAILED");

    /// As the API calls it.
    String status();

    /// When it was taken up.
    default Optional<Instant> startedAt() {
        return switch (this) {
            case Pending _ -> Optional.empty();
            case InProgress(var started) -> Optional.of(started);
            case Successful(var started, var _) -> Optional.of(started);
            case StopRequested(var started, var _) -> Optional.of(started);
            case Stopped(var started, var _, var _) -> Optional.of(started);
            case RollbackRequested(var started, var _) -> Optional.of(started);
            case RollbackInProgress(var started, var _) -> Optional.of(started);
            case RollbackSuccessful(var started, var _, var _) -> Optional.of(started);
            case RollbackFailed(var started, var _, var _, var _) -> Optional.of(started);
        };
    }

    /// When it, or its roll-back, had come to an end.
    default Optional<Instant> finishedAt() {
        return switch (this) {
            case Successful(var _, var finished) -> Optional.of(finished);
            case RollbackSuccessful(var _, var _, var finished) -> Optional.of(finished);
            case RollbackFailed(var _, var _, var _, var finished) -> Optional.of(finished);
            case Pending _, InProgress _, StopRequested _, Stopped _, RollbackRequested _, RollbackInProgress _ ->
                Optional.empty();
        };
    }

    default Optional<Instant> stoppedAt() {
        return this instanceof Stopped stopped ? Optional.of(stopped.stopped()) : Optional.empty();
    }

    default Optional<Rollback> rollingBack() {
        return switch (this) {
            case RollbackInProgress(var _, var rollback) -> Optional.of(rollback);
            case RollbackSuccessful(var _, var rollback, var _) -> Optional.of(rollback);
            case RollbackFailed(var _, var rollback, var _, var _) -> Optional.of(rollback);
            case Pending _, InProgress _, Successful _, StopRequested _, Stopped _, RollbackRequested _ ->
                Optional.empty();
        };
    }

    /// Why it is as it is, where that needs saying.
    default Optional<String> reason() {
        return switch (this) {
            case Pending _, InProgress _, Successful _ -> Optional.empty();
            case StopRequested(var _, var because) -> Optional.of(because);
            case Stopped(var _, var because, var _) -> Optional.of(because);
            case RollbackRequested(var _, var because) -> Optional.of(because);
            case RollbackInProgress(var _, var rollback) -> Optional.of(rollback.because());
            case RollbackSuccessful(var _, var rollback, var _) -> Optional.of(rollback.because());
            case RollbackFailed(var _, var _, var because, var _) -> Optional.of(because);
        };
    }

    /// Written, and not looked at by the scheduler yet.
    record Pending() implements DeploymentStage {
        @Override
        public String status() {
            return "PENDING";
        }
    }

    record InProgress(Instant started) implements DeploymentStage {
        @Override
        public String status() {
            return "IN_PROGRESS";
        }
    }

    record Successful(Instant started, Instant finished) implements DeploymentStage {
        @Override
        public String status() {
            return "SUCCESSFUL";
        }
    }

    /// Another deployment took its place, or it failed and is not rolled back.
    record StopRequested(Instant started, String because) implements DeploymentStage {
        @Override
        public String status() {
            return "STOP_REQUESTED";
        }
    }

    record Stopped(Instant started, String because, Instant stopped) implements DeploymentStage {
        @Override
        public String status() {
            return "STOPPED";
        }
    }

    /// A caller wants the revision before it back.
    record RollbackRequested(Instant started, String because) implements DeploymentStage {
        @Override
        public String status() {
            return "ROLLBACK_REQUESTED";
        }
    }

    record RollbackInProgress(Instant started, Rollback rollback) implements DeploymentStage {
        @Override
        public String status() {
            return "ROLLBACK_IN_PROGRESS";
        }
    }

    record RollbackSuccessful(Instant started, Rollback rollback, Instant finished) implements DeploymentStage {
        @Override
        public String status() {
            return "ROLLBACK_SUCCESSFUL";
        }
    }

    /// `because` says why even the earlier revision did not come up again.
    record RollbackFailed(Instant started, Rollback rollback, String because, Instant finished)
            implements DeploymentStage {
        @Override
        public String status() {
            return "ROLLBACK_FAILED";
        }
    }

    /// Which revision comes back, why and since when.
    record Rollback(DeploymentId to, String because, Instant since) {}
}
