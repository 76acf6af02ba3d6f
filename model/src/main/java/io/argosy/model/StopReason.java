package io.argosy.model;

/// Why a task stops, as code and text. The first reason stands; later ones do not replace it.
public record StopReason(StopCode code, String text) {
    private static final String UNHEALTHY = "Task failed container health checks";

    /// The scheduler replaces a task whose containers are unhealthy; `checks` names them.
    public static StopReason unhealthy(String checks) {
        return new StopReason(StopCode.SERVICE_SCHEDULER_INITIATED, UNHEALTHY + (checks.isEmpty() ? "" : " " + checks));
    }

    /// Whether the task itself is to blame, and not who stopped it or what it ran on.
    public boolean ofItself() {
        return switch (code) {
            case TASK_FAILED_TO_START, ESSENTIAL_CONTAINER_EXITED -> true;
            case SERVICE_SCHEDULER_INITIATED -> text.startsWith(UNHEALTHY);
            case USER_INITIATED, SPOT_INTERRUPTION, TERMINATION_NOTICE, INFRASTRUCTURE_HEALTH -> false;
        };
    }
}
