package io.argosy.model;

/// The launch types a task can have here: both run on container instances.
public enum LaunchType {
    EC2,
    EXTERNAL
}
