package io.argosy.events.log;

import io.argosy.control.ClusterScope;
import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `ECS Service Action` and `ECS Deployment State Change` (ecs-semantics 11.4, 11.5).
final class ServiceEvents {
    private static final String ACTION = "ECS Service Action";
    private static final String DEPLOYMENT = "ECS Deployment State Change";

    private ServiceEvents() {}

    /// How the live service calls what is said of a service, and how bad it is.
    private record Name(String type, String name) {}

    /// What a service is said to have done, where there is an event of it.
    static Optional<Draft> action(ServiceEvent said, ClusterScope scope) {
        return name(said.statement().kind()).map(name -> {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("eventType", name.type());
            detail.put("eventName", name.name());
            detail.put("clusterArn", scope.arn());
            detail.put("createdAt", Detail.time(said.createdAt()));
            if (!name.type().equals("INFO")) {
                detail.put("reason", said.message());
            }
            return draft(ACTION, scope, said.service(), said.createdAt(), detail);
        });
    }

    private static Optional<Name> name(ServiceEvent.Kind kind) {
        return switch (kind) {
            case TASKS_STARTED -> Optional.of(new Name("INFO", "TASKS_STARTED"));
            case TASKS_STOPPED -> Optional.of(new Name("INFO", "TASKS_STOPPED"));
            case STEADY_STATE -> Optional.of(new Name("INFO", "SERVICE_STEADY_STATE"));
            case NO_PLACE -> Optional.of(new Name("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"));
            case FAILING_STARTS -> Optional.of(new Name("WARN", "SERVICE_TASK_START_IMPAIRED"));
            case NO_DEFINITION -> Optional.of(new Name("ERROR", "SERVICE_TASK_CONFIGURATION_FAILURE"));
            case DAEMON_MISPLACED -> Optional.of(new Name("ERROR", "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED"));
            case REBALANCING_STARTED -> Optional.of(new Name("INFO", "SERVICE_REBALANCING_STARTED"));
            case REBALANCING_COMPLETED -> Optional.of(new Name("INFO", "SERVICE_REBALANCING_COMPLETED"));
            case REBALANCING_STOPPED -> Optional.of(new Name("INFO", "SERVICE_REBALANCING_STOPPED"));
            case DEPLOYMENT_COMPLETED,
                    DEPLOYMENT_FAILED,
                    ROLLING_BACK,
                    DEPLOYMENT_BLOCKED,
                    AGENT_DISCONNECTED,
                    INTERNAL_ERROR,
                    OTHER -> Optional.empty();
        };
    }

    /// Deployments of which another stage is known than before; what one took back comes before what it went back to.
    static List<Draft> deployments(Optional<Service> before, Service after, ClusterScope scope, Instant at) {
        return after.deployments().reversed().stream()
                .filter(deployment -> before.stream()
                        .flatMap(old -> old.deployments().stream())
                        .noneMatch(old -> old.id().equals(deployment.id()) && old.rollout() == deployment.rollout()))
                .map(deployment -> draft(DEPLOYMENT, scope, after.name(), at, detail(deployment)))
                .toList();
    }

    private static Map<String, Object> detail(Deployment deployment) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("eventType", deployment.rollout() == Deployment.Rollout.FAILED ? "ERROR" : "INFO");
        detail.put("eventName", "SERVICE_DEPLOYMENT_" + deployment.rollout());
        detail.put("deploymentId", deployment.id().toString());
        detail.put("updatedAt", Detail.time(deployment.updatedAt()));
        detail.put("reason", deployment.rolloutReason());
        return detail;
    }

    private static Draft draft(
            String kind, ClusterScope scope, ServiceName service, Instant at, Map<String, Object> detail) {
        return Draft.ofService(kind, scope.arns().service(scope.name(), service), service.value(), at, detail);
    }
}
