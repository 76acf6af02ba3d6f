package io.argosy.model;

import java.time.Instant;
import java.util.List;

/// One line of a service's event list: `sequence` is the order in which they were said.
public record ServiceEvent(ServiceName service, long sequence, String id, Instant createdAt, Statement statement)
        implements ClusterEntity {
    public static final Index<ServiceEvent> BY_SERVICE =
            new Index<>("service", event -> List.of(event.service().value()));
    public static final io.argosy.model.Kind<ServiceEvent> KIND = io.argosy.model.Kind.of(
                    "ServiceEvent", ServiceEvent.class)
            .indexed(BY_SERVICE)
            .migrated(ServiceMigrations::withoutFailedDeployments)
            .migrated(ServiceMigrations::withoutRebalancing);

    /// How many of the newest a service keeps, as in ECS.
    public static final int KEPT = 100;

    /// What kinds of things there are to say. `OTHER` is what an earlier version said in words that are not known now.
    public enum Kind {
        TASKS_STARTED,
        TASKS_STOPPED,
        STEADY_STATE,
        DEPLOYMENT_COMPLETED,
        DEPLOYMENT_FAILED,
        ROLLING_BACK,
        DEPLOYMENT_BLOCKED,
        DAEMON_MISPLACED,
        REBALANCING_STARTED,
        REBALANCING_COMPLETED,
        REBALANCING_STOPPED,
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

    /// Those of one service stand together, in their order.
    @Override
    public String key() {
        return key(service, sequence);
    }

    public static String key(ServiceName service, long sequence) {
        return "%s/%012d".formatted(service, sequence);
    }

    public String message() {
        return statement.text();
    }
}
