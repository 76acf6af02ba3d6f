package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Created;
import io.argosy.agent.tasks.ContainerState.Ended;
import io.argosy.agent.tasks.ContainerState.Pulled;
import io.argosy.agent.tasks.ContainerState.Restarting;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ContainerState.Unstarted;

/// How container states are called in reports and metadata, and their order.
public final class ContainerStatus {
    static final int RUNNING_RANK = 3;

    private ContainerStatus() {}

    /// The engine's word: NONE, PULLED, CREATED, RUNNING, STOPPED.
    public static String of(ContainerState state) {
        return switch (state) {
            case Unstarted _ -> "NONE";
            case Pulled _ -> "PULLED";
            case Created _ -> "CREATED";
            case Running _, Restarting _ -> TaskRecord.RUNNING;
            case Ended _ -> TaskRecord.STOPPED;
        };
    }

    static int reached(ContainerState state) {
        return rank(of(state));
    }

    static int rank(String status) {
        return switch (status) {
            case "PULLED" -> 1;
            case "CREATED" -> 2;
            case "RUNNING" -> RUNNING_RANK;
            case "STOPPED" -> 4;
            default -> 0;
        };
    }
}
