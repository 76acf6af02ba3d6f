package io.argosy.agent.session;

/// Why an agent gave up for good, and the exit code that tells its launcher (agent-protocol 1.1): 5 when starting it
/// again is no use, 1 when it may be, 0 when it was asked to end.
public record AgentEnd(int exitCode, String reason) {
    public static final AgentEnd ASKED = new AgentEnd(0, "asked to end");

    public static AgentEnd useless(String reason) {
        return new AgentEnd(5, reason);
    }

    public static AgentEnd failed(String reason) {
        return new AgentEnd(1, reason);
    }
}
