package io.argosy.model;

import io.argosy.model.TaskState.Pending;
import io.argosy.model.TaskState.Provisioning;
import io.argosy.model.TaskState.Running;
import io.argosy.model.TaskState.Stopped;
import io.argosy.model.TaskState.Stopping;
import io.argosy.model.Transition.Move;
import io.argosy.model.Transition.Refuse;
import io.argosy.model.Transition.Stay;

/// The task state machine: the only place that decides which state follows which.
public final class TaskLifecycle {
    private TaskLifecycle() {}

    public static Transition next(TaskState state, Trigger trigger) {
        return switch (trigger) {
            case Trigger.Placed placed -> onPlaced(state, placed);
            case Trigger.Started _ -> onStarted(state);
            case Trigger.Exited exited -> onExited(state, exited);
            case Trigger.StopRequested asked -> onStopRequested(state, asked);
            case Trigger.StopAcknowledged _ -> onStopAcknowledged(state);
            case Trigger.Lost lost -> onLost(state, lost);
        };
    }

    private static Transition onPlaced(TaskState state, Trigger.Placed placed) {
        return switch (state) {
            case Provisioning _ -> new Move(new Pending(placed.on()));
            case Pending _, Running _, Stopping _, Stopped _ -> new Refuse("a task is placed once");
        };
    }

    private static Transition onStarted(TaskState state) {
        return switch (state) {
            case Provisioning _ -> new Refuse("nothing starts before placement");
            case Pending(var on) -> new Move(new Running(on));
            case Running _ -> new Stay("already running");
            case Stopping _ -> new Stay("a stop is already wanted");
            case Stopped _ -> new Stay("already stopped");
        };
    }

    private static Transition onExited(TaskState state, Trigger.Exited exited) {
        return switch (state) {
            case Provisioning _ -> new Refuse("nothing exits before placement");
            case Pending(var on) -> stopped(exited.reason(), on);
            case Running(var on) -> stopped(exited.reason(), on);
            case Stopping stopping -> stopped(stopping.reason(), stopping.on());
            case Stopped _ -> new Stay("already stopped");
        };
    }

    private static Transition onStopRequested(TaskState state, Trigger.StopRequested asked) {
        return switch (state) {
            case Provisioning _ -> new Move(new Stopped(asked.reason(), new LastInstance.Nowhere()));
            case Pending(var on) -> new Move(new Stopping(on, asked.reason(), false, false));
            case Running(var on) -> new Move(new Stopping(on, asked.reason(), true, false));
            case Stopping _ -> new Stay("already stopping");
            case Stopped _ -> new Stay("already stopped");
        };
    }

    private static Transition onStopAcknowledged(TaskState state) {
        return switch (state) {
            case Provisioning _, Pending _, Running _ -> new Refuse("no stop was asked for");
            case Stopping(var on, var reason, var wasRunning, var told) ->
                told ? new Stay("already told") : new Move(new Stopping(on, reason, wasRunning, true));
            case Stopped _ -> new Stay("already stopped");
        };
    }

    private static Transition onLost(TaskState state, Trigger.Lost lost) {
        return switch (state) {
            case Provisioning _ -> new Refuse("a task without an instance cannot be lost with one");
            case Pending(var on) -> stopped(lost.reason(), on);
            case Running(var on) -> stopped(lost.reason(), on);
            case Stopping stopping -> stopped(stopping.reason(), stopping.on());
            case Stopped _ -> new Stay("already stopped");
        };
    }

    private static Transition stopped(StopReason reason, ContainerInstanceId on) {
        return new Move(new Stopped(reason, new LastInstance.On(on)));
    }
}
