package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.InstanceLoad;
import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListContainerInstancesRequest;
import io.argosy.shapes.ecs.ListContainerInstancesResponse;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.function.Predicate;

/// `ListContainerInstances`: the ARNs of the registered instances, filtered by status and by the cluster query language
/// (ecs-semantics 6.5). Deregistered ones are never listed.
public final class ListContainerInstances
        implements Operation<ListContainerInstancesRequest, ListContainerInstancesResponse> {
    private static final List<String> STATUSES =
            List.of("ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED");

    private final Clusters clusters;

    public ListContainerInstances(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListContainerInstancesRequest, ListContainerInstancesResponse> model() {
        return Ecs.LIST_CONTAINER_INSTANCES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListContainerInstancesRequest request) {
        return List.of(Permission.on(
                "ecs:ListContainerInstances",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public ListContainerInstancesResponse handle(Caller caller, ListContainerInstancesRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Predicate<InstanceLoad> filter = status(request).and(query(request));
        ClusterState state = scope.store().read();
        Page<InstanceLoad> page = Pages.page(
                Listing.of((InstanceLoad load) -> load.instance().key(), state::loadsAfter)
                        .where(filter),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListContainerInstancesResponse.builder()
                .containerInstanceArns(page.items().stream()
                        .map(load -> scope.arns()
                                .containerInstance(scope.name(), load.instance().id()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Predicate<InstanceLoad> status(ListContainerInstancesRequest request) {
        if (request.status().isEmpty()) {
            return _ -> true;
        }
        String status = request.status().get();
        if (!STATUSES.contains(status)) {
            throw ApiError.invalidParameter("Container instance status should be one of [ACTIVE, DRAINING]")
                    .thrown();
        }
        return load -> load.instance().status().name().equals(status);
    }

    private static Predicate<InstanceLoad> query(ListContainerInstancesRequest request) {
        if (request.filter().filter(text -> !text.isBlank()).isEmpty()) {
            return _ -> true;
        }
        try {
            return Expression.parse(request.filter().get())::matches;
        } catch (InvalidExpression invalid) {
            throw ApiError.invalidParameter(String.valueOf(invalid.getMessage()))
                    .thrown();
        }
    }
}
