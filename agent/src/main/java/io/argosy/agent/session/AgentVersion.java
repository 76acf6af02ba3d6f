package io.argosy.agent.session;

import io.argosy.docker.EngineFacts;

/// How the agent names itself.
public final class AgentVersion {
    public static final String VERSION = "0.1.0";
    public static final String HASH = "argosy";

    private AgentVersion() {}

    static String docker(EngineFacts engine) {
        return "DockerVersion: " + engine.version();
    }
}
