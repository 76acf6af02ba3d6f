package io.argosy.control.operations.clusters;

import io.argosy.control.Clusters;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListClustersRequest;
import io.argosy.shapes.ecs.ListClustersResponse;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListClusters`: the ARNs of the ACTIVE clusters, by name.
public final class ListClusters implements Operation<ListClustersRequest, ListClustersResponse> {
    private final Clusters clusters;

    public ListClusters(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListClustersRequest, ListClustersResponse> model() {
        return Ecs.LIST_CLUSTERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListClustersRequest request) {
        return List.of(Permission.on("ecs:ListClusters"));
    }

    @Override
    public ListClustersResponse handle(Caller caller, ListClustersRequest request) {
        var arns = new Arns(caller.realm());
        AccountState account = clusters.account(caller.realm()).read();
        Page<Cluster> page = Pages.page(
                Listing.of(
                                (Cluster cluster) -> arns.cluster(cluster.name()),
                                arn -> account.table(Cluster.KIND).after(arn.substring(arn.lastIndexOf('/') + 1)))
                        .where(Cluster::active),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListClustersResponse.builder()
                .clusterArns(page.items().stream()
                        .map(cluster -> arns.cluster(cluster.name()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }
}
