package io.argosy.jobqueues.resources;

/// What a compute environment can run, by the name of the capability that job definitions ask for.
public enum Platform {
    EC2("ECS"),
    FARGATE("ECS_FARGATE"),
    MANAGED_INSTANCES("ECS_MANAGED_INSTANCES");

    private final String queueType;

    Platform(String queueType) {
        this.queueType = queueType;
    }

    /// Of the type of an environment's resources.
    static Platform of(String resources) {
        return switch (resources) {
            case "FARGATE", "FARGATE_SPOT" -> FARGATE;
            case "ECS_MANAGED_INSTANCES" -> MANAGED_INSTANCES;
            default -> EC2;
        };
    }

    /// The `jobQueueType` of a queue of such environments.
    public String queueType() {
        return queueType;
    }
}
