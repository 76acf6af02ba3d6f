package io.argosy.agent.tasks;

/// When a registry is asked for an image (agent-protocol 9.6).
public enum PullBehavior {
    /// Always; where that fails, a local image will do.
    DEFAULT,
    /// Always; where that fails, the container fails.
    ALWAYS,
    /// Unless this agent pulled it before; where that fails, the container fails.
    ONCE,
    /// Only when the engine has no such image.
    PREFER_CACHED
}
