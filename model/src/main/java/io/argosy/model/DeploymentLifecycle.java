package io.argosy.model;

import io.argosy.model.DeploymentStage.InProgress;
import io.argosy.model.DeploymentStage.Pending;
import io.argosy.model.DeploymentStage.Rollback;
import io.argosy.model.DeploymentStage.RollbackFailed;
import io.argosy.model.DeploymentStage.RollbackInProgress;
import io.argosy.model.DeploymentStage.RollbackRequested;
import io.argosy.model.DeploymentStage.RollbackSuccessful;
import io.argosy.model.DeploymentStage.StopRequested;
import io.argosy.model.DeploymentStage.Stopped;
import io.argosy.model.DeploymentStage.Successful;

/// The state machine of service deployments (ecs-semantics 7.16): which stage follows which. A trigger that says
/// nothing to a stage leaves it as it is; what has ended stays ended.
public final class DeploymentLifecycle {
    private DeploymentLifecycle() {}

    public static DeploymentStage next(DeploymentStage stage, DeploymentTrigger trigger) {
        return switch (trigger) {
            case DeploymentTrigger.Begun begun -> stage instanceof Pending ? new InProgress(begun.at()) : stage;
            case DeploymentTrigger.Completed completed -> onCompleted(stage, completed);
            case DeploymentTrigger.GivenUp givenUp -> onGivenUp(stage, givenUp);
            case DeploymentTrigger.RollbackAsked asked -> onRollbackAsked(stage, asked);
            case DeploymentTrigger.RolledBack rolledBack -> onRolledBack(stage, rolledBack);
            case DeploymentTrigger.Ended ended -> onEnded(stage, ended);
        };
    }

    /// Whether nothing will happen to it any more.
    public static boolean over(DeploymentStage stage) {
        return switch (stage) {
            case Pending _, InProgress _, StopRequested _, RollbackRequested _, RollbackInProgress _ -> false;
            case Successful _, Stopped _, RollbackSuccessful _, RollbackFailed _ -> true;
        };
    }

    private static DeploymentStage onCompleted(DeploymentStage stage, DeploymentTrigger.Completed completed) {
        return switch (stage) {
            case Pending _ -> new Successful(completed.at(), completed.at());
            case InProgress(var started) -> new Successful(started, completed.at());
            case RollbackRequested(var started, var _) -> new Successful(started, completed.at());
            case RollbackInProgress(var started, var rollback) ->
                new RollbackSuccessful(started, rollback, completed.at());
            case StopRequested _, Successful _, Stopped _, RollbackSuccessful _, RollbackFailed _ -> stage;
        };
    }

    private static DeploymentStage onGivenUp(DeploymentStage stage, DeploymentTrigger.GivenUp givenUp) {
        return switch (stage) {
            case Pending _ -> new StopRequested(givenUp.at(), givenUp.because());
            case InProgress(var started) -> new StopRequested(started, givenUp.because());
            case RollbackRequested(var started, var _) -> new Stopped(started, givenUp.because(), givenUp.at());
            case RollbackInProgress(var started, var rollback) ->
                new RollbackFailed(started, rollback, givenUp.because(), givenUp.at());
            case StopRequested _, Successful _, Stopped _, RollbackSuccessful _, RollbackFailed _ -> stage;
        };
    }

    private static DeploymentStage onRollbackAsked(DeploymentStage stage, DeploymentTrigger.RollbackAsked asked) {
        return switch (stage) {
            case Pending _ -> new RollbackRequested(asked.at(), asked.because());
            case InProgress(var started) -> new RollbackRequested(started, asked.because());
            case RollbackRequested _,
                    RollbackInProgress _,
                    StopRequested _,
                    Successful _,
                    Stopped _,
                    RollbackSuccessful _,
                    RollbackFailed _ -> stage;
        };
    }

    private static DeploymentStage onRolledBack(DeploymentStage stage, DeploymentTrigger.RolledBack rolledBack) {
        var rollback = new Rollback(rolledBack.to(), rolledBack.because(), rolledBack.at());
        return switch (stage) {
            case Pending _ -> new RollbackInProgress(rolledBack.at(), rollback);
            case InProgress(var started) -> new RollbackInProgress(started, rollback);
            case RollbackRequested(var started, var _) -> new RollbackInProgress(started, rollback);
            case RollbackInProgress _,
                    StopRequested _,
                    Successful _,
                    Stopped _,
                    RollbackSuccessful _,
                    RollbackFailed _ -> stage;
        };
    }

    private static DeploymentStage onEnded(DeploymentStage stage, DeploymentTrigger.Ended ended) {
        return switch (stage) {
            case StopRequested(var started, var because) -> new Stopped(started, because, ended.at());
            case RollbackRequested(var started, var because) -> new Stopped(started, because, ended.at());
            case Pending _,
                    InProgress _,
                    RollbackInProgress _,
                    Successful _,
                    Stopped _,
                    RollbackSuccessful _,
                    RollbackFailed _ -> stage;
        };
    }
}
