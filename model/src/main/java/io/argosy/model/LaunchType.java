package io.argosy.model;

/// The launch types a task can have here: all run on container instances. Those of FARGATE are asked and shown what
/// Fargate asks and shows.
public enum LaunchType {
    EC2,
    EXTERNAL,
    FARGATE
}
