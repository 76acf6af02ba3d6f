package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.CommonKeys;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListServicesRequest;
import io.argosy.shapes.ecs.ListServicesResponse;
import io.argosy.state.Keys;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        Page<String> page = Pages.page(
                found(request, scope.store().read().table(Service.KIND)),
                Pages.Size.SERVICES,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListServicesResponse.builder()
                .serviceArns(page.items().stream()
                        .map(name -> scope.arns().service(scope.name(), new ServiceName(name)))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void check(ListServicesRequest request) {
        ServiceRules.launchType(request.launchType());
        ServiceRules.schedulingStrategy(request.schedulingStrategy());
        ServiceRules.oneOf("resourceManagementType", request.resourceManagementType(), List.of("CUSTOMER", "ECS"));
    }

    /// The names that stand under the word of each filter. All services are the customer's own to manage.
    private static Listing<String> found(ListServicesRequest request, Table<Service> services) {
        List<Keys> filters = new ArrayList<>();
        filters.add(services.keys(Service.BY_STATUS, Service.Status.ACTIVE.name()));
        Stream.of(
                        request.launchType(),
                        request.schedulingStrategy(),
                        request.resourceManagementType().filter(type -> !type.equals("CUSTOMER")))
                .flatMap(Optional::stream)
                .map(wanted -> services.keys(Service.BY_STATUS, Service.word(Service.Status.ACTIVE, wanted)))
                .forEach(filters::add);
        return CommonKeys.of(filters);
    }
}
