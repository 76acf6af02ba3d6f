package io.argosy.agent.tasks;

/// The labels by which either agent finds its containers (agent-protocol 8.8), and two of ours that say whose they are.
public final class Labels {
    public static final String CLUSTER = "com.amazonaws.ecs.cluster";
    public static final String CONTAINER = "com.amazonaws.ecs.container-name";
    public static final String TASK = "com.amazonaws.ecs.task-arn";
    public static final String FAMILY = "com.amazonaws.ecs.task-definition-family";
    public static final String VERSION = "com.amazonaws.ecs.task-definition-version";

    /// Where the agent that made the container keeps its memory.
    public static final String PLACE = "io.argosy.agent";

    public static final String INSTANCE = "io.argosy.container-instance";

    private Labels() {}
}
