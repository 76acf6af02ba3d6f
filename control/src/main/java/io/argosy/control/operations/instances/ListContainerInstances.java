package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
        check(request);
        Page<InstanceLoad> page = Pages.page(
                ofStatus(request.status(), scope.store().read()).where(query(request)),
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

    private static void check(ListContainerInstancesRequest request) {
        if (request.status().filter(status -> !STATUSES.contains(status)).isPresent()) {
            throw ApiError.invalidParameter("Container instance status should be one of [ACTIVE, DRAINING]")
                    .thrown();
        }
    }

    private static Listing<InstanceLoad> ofStatus(Optional<String> status, ClusterState state) {
        Function<InstanceLoad, String> key = load -> load.instance().key();
        return status.map(wanted -> state.table(ContainerInstance.KIND).keys(ContainerInstance.BY_STATUS, wanted))
                .map(ids -> Listing.of(key, after -> loads(ids.after(after), state)))
                .orElseGet(() -> Listing.of(key, state::loadsAfter));
    }

    private static Stream<InstanceLoad> loads(Stream<String> ids, ClusterState state) {
        return ids.map(ContainerInstanceId::new).map(state::load).flatMap(Optional::stream);
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
