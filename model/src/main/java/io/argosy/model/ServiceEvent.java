package io.argosy.model;

import java.time.Instant;

/// One line of a service's event list.
public record ServiceEvent(String id, Instant createdAt, Statement statement) {
    /// What kinds of things there are to say. `OTHER` is what an earlier version said in words that are not known now.
    public enum Kind {
        TASKS_STARTED,
        TASKS_STOPPED,
        STEADY_STATE,
        DEPLOYMENT_COMPLETED,
        DEPLOYMENT_BLOCKED,
        NO_PLACE,
        FAILING_STARTS,
        NO_DEFINITION,
        AGENT_DISCONNECTED,
        INTERNAL_ERROR,
        OTHER
    }

    /// What is said: `text` is the literal one of ecs-semantics 7.12, and nobody reads it to find out what it means.
    /// `cause` tells complaints of one kind apart; it is empty where a kind has only one.
    public record Statement(Kind kind, String cause, String text) {
        public static Statement of(Kind kind, String text) {
            return new Statement(kind, "", text);
        }
    }

    public String message() {
        return statement.text();
    }
}
