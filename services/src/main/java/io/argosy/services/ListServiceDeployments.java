package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.DeploymentStage;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.CreatedAt;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListServiceDeploymentsRequest;
import io.argosy.shapes.ecs.ListServiceDeploymentsResponse;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `ListServiceDeployments`: the deployments of a service that are remembered, the newest first, by status and by when
/// they were made (ecs-semantics 7.16).
public final class ListServiceDeployments
        implements Operation<ListServiceDeploymentsRequest, ListServiceDeploymentsResponse> {
    private final Clusters clusters;

    ListServiceDeployments(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListServiceDeploymentsRequest, ListServiceDeploymentsResponse> model() {
        return Ecs.LIST_SERVICE_DEPLOYMENTS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListServiceDeploymentsRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(requested.inCluster("ecs:ListServiceDeployments", requested.service(request.service())));
    }

    @Override
    public ListServiceDeploymentsResponse handle(Caller caller, ListServiceDeploymentsRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        ServiceName service = References.service(request.service(), scope);
        List<String> statuses = request.status().orElse(List.of());
        statuses.forEach(status -> ServiceRules.oneOf("status", Optional.of(status), DeploymentStage.STATUSES));
        if (scope.store().read().service(service).isEmpty()) {
            throw FindService.unknown();
        }
        Page<ServiceDeployment> page = Pages.page(
                newestFirst(service, scope.store().read().table(ServiceDeployment.KIND))
                        .where(one -> statuses.isEmpty()
                                || statuses.contains(one.stage().status()))
                        .where(one -> within(request.createdAt(), one.createdAt())),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListServiceDeploymentsResponse.builder()
                .serviceDeployments(page.items().stream()
                        .map(deployment -> ServiceDeploymentShape.brief(deployment, scope))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Listing<ServiceDeployment> newestFirst(ServiceName service, Table<ServiceDeployment> all) {
        return Listing.of(
                ServiceDeployment::key,
                last -> last.isEmpty()
                        ? all.backwards(ServiceDeployment.BY_SERVICE, service.value()).stream()
                        : all.backwards(ServiceDeployment.BY_SERVICE, service.value(), last));
    }

    /// Neither bound is part of it.
    private static boolean within(Optional<CreatedAt> asked, Instant at) {
        return asked.flatMap(CreatedAt::after)
                        .filter(after -> !at.isAfter(after))
                        .isEmpty()
                && asked.flatMap(CreatedAt::before)
                        .filter(before -> !at.isBefore(before))
                        .isEmpty();
    }
}
