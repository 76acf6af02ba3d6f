package io.argosy.control.operations.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.Service;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListServicesRequest;
import io.argosy.shapes.ecs.ListServicesResponse;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `ListServices`: the ARNs of the ACTIVE services that pass every filter given, ten at a time by default.
public final class ListServices implements Operation<ListServicesRequest, ListServicesResponse> {
    private final Clusters clusters;

    ListServices(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListServicesRequest, ListServicesResponse> model() {
        return Ecs.LIST_SERVICES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListServicesRequest request) {
        return List.of(
                RequestedArns.of(caller, request.cluster()).inCluster("ecs:ListServices", Permission.ANY_RESOURCE));
    }

    @Override
    public ListServicesResponse handle(Caller caller, ListServicesRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        check(request);
        ClusterState state = scope.store().read();
        Page<Service> page = Pages.page(
                Listing.of(Service::key, state.table(Service.KIND)::after).where(service -> wanted(service, request)),
                Pages.Size.SERVICES,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListServicesResponse.builder()
                .serviceArns(page.items().stream()
                        .map(service -> scope.arns().service(scope.name(), service.name()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void check(ListServicesRequest request) {
        ServiceRules.launchType(request.launchType());
        ServiceRules.schedulingStrategy(request.schedulingStrategy());
        ServiceRules.oneOf("resourceManagementType", request.resourceManagementType(), List.of("CUSTOMER", "ECS"));
    }

    private static boolean wanted(Service service, ListServicesRequest request) {
        return service.status() == Service.Status.ACTIVE
                && passes(request.launchType(), service.configuration().launchType())
                && passes(request.schedulingStrategy(), service.configuration().schedulingStrategy())
                && passes(request.resourceManagementType(), Optional.of("CUSTOMER"));
    }

    private static boolean passes(Optional<String> filter, Optional<String> value) {
        return filter.isEmpty() || filter.equals(value);
    }
}
