package io.argosy.insight.history;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.insight.causes.InstanceNames;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.DescribePastRequest;
import io.argosy.shapes.argosy.DescribePastResponse;
import io.argosy.shapes.argosy.FieldChange;
import io.argosy.shapes.argosy.PastChange;
import io.argosy.shapes.argosy.PastInstance;
import io.argosy.shapes.argosy.PastService;
import io.argosy.shapes.json.JsonDifference;
import io.argosy.state.Committed;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `DescribePast`: the services and instances of a cluster, or one service, as they were at a moment, and what changed
/// of them up to it, the last change first. As far back as `tasks.keep-history` keeps it.
public final class DescribePast implements Operation<DescribePastRequest, DescribePastResponse> {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final int MOST = 200;
    private static final int MOST_ENTITIES = 500;

    private final Clusters clusters;
    private final InstantSource clock;

    public DescribePast(Clusters clusters, InstantSource clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public OperationModel<DescribePastRequest, DescribePastResponse> model() {
        return Argosy.DESCRIBE_PAST;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribePastRequest request) {
        return List.of(Permission.on(
                "argosy:DescribePast",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public DescribePastResponse handle(Caller caller, DescribePastRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Instant now = clock.instant();
        Instant at = request.at().orElse(now);
        Instant since = request.since().orElse(at.minus(USUAL));
        int most = request.maxResults().orElse(MOST);
        if (most < 1 || most > MOST) {
            throw ApiError.invalidParameter("maxResults should be between 1 and " + MOST)
                    .thrown();
        }
        if (since.isAfter(at) || at.isAfter(now)) {
            throw ApiError.invalidParameter("since should be before at, and at not in the future")
                    .thrown();
        }
        Past past = Past.of(clusters.stores(), scope, request.serviceName(), since, at, most);
        return DescribePastResponse.builder()
                .clusterArn(scope.arn())
                .at(at)
                .rememberedSince(past.rememberedSince())
                .services(past.services().stream()
                        .limit(MOST_ENTITIES)
                        .map(service -> shape(service, scope))
                        .toList())
                .instances(past.instances().stream()
                        .limit(MOST_ENTITIES)
                        .map(instance -> shape(instance, scope))
                        .toList())
                .changes(past.changes().stream()
                        .map(change -> shape(change, scope))
                        .toList())
                .moreChanges(past.more())
                .build();
    }

    private static PastService shape(Service service, ClusterScope scope) {
        Optional<Deployment> primary = service.primary();
        return PastService.builder()
                .serviceArn(scope.arns().service(scope.name(), service.name()))
                .serviceName(service.name().value())
                .status(service.status().name())
                .desiredCount(service.desiredCount())
                .taskDefinitionArn(primary.map(Deployment::definition).map(scope.arns()::taskDefinition))
                .rolloutState(primary.map(Deployment::rollout).map(Enum::name))
                .configuration(new String(JsonCodec.write(service.configuration()), StandardCharsets.UTF_8))
                .build();
    }

    private static PastInstance shape(ContainerInstance instance, ClusterScope scope) {
        return PastInstance.builder()
                .containerInstanceArn(scope.arns().containerInstance(scope.name(), instance.id()))
                .instanceName(InstanceNames.of(instance))
                .status(instance.status().name())
                .agentConnected(instance.agentConnected())
                .build();
    }

    private static PastChange shape(Committed change, ClusterScope scope) {
        Object entity = change.after().or(change::before).orElseThrow();
        var shape = PastChange.builder().at(change.at());
        if (entity instanceof Service service) {
            shape.kind("service").name(service.name().value()).arn(scope.arns().service(scope.name(), service.name()));
        } else if (entity instanceof ContainerInstance instance) {
            shape.kind("instance")
                    .name(InstanceNames.of(instance))
                    .arn(scope.arns().containerInstance(scope.name(), instance.id()));
        }
        List<JsonDifference.Field> fields = JsonDifference.of(
                change.before().map(ComparedFields::of).orElseGet(Map::of),
                change.after().map(ComparedFields::of).orElseGet(Map::of));
        return shape.fields(fields.stream()
                        .map(field -> FieldChange.builder()
                                .path(field.path())
                                .before(field.before())
                                .after(field.after())
                                .build())
                        .toList())
                .build();
    }
}
