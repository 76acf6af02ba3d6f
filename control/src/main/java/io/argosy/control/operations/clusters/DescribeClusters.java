package io.argosy.control.operations.clusters;

import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Caller;
import io.argosy.model.ClusterName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Cluster;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.DescribeClustersResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `DescribeClusters`: never refuses an unknown name, INACTIVE clusters included (ecs-semantics 3.3).
public final class DescribeClusters implements Operation<DescribeClustersRequest, DescribeClustersResponse> {
    private static final int MOST = 100;

    private final Clusters clusters;

    public DescribeClusters(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeClustersRequest, DescribeClustersResponse> model() {
        return Ecs.DESCRIBE_CLUSTERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeClustersRequest request) {
        List<String> named =
                request.clusters().filter(given -> !given.isEmpty()).orElse(List.of("default"));
        return Permission.onEach(
                "ecs:DescribeClusters",
                named.stream()
                        .map(reference -> RequestedArns.of(caller, reference).cluster())
                        .toList());
    }

    @Override
    public DescribeClustersResponse handle(Caller caller, DescribeClustersRequest request) {
        List<String> references =
                request.clusters().filter(given -> !given.isEmpty()).orElse(List.of("default"));
        if (references.size() > MOST) {
            throw ApiError.invalidParameter("clusters can have at most 100 items")
                    .thrown();
        }
        Set<String> include = Set.copyOf(request.include().orElse(List.of()));
        var arns = new Arns(caller.realm());
        List<Cluster> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String reference : references) {
            ClusterName name = Clusters.name(caller.realm(), Optional.of(reference));
            clusters.account(caller.realm())
                    .read()
                    .cluster(name)
                    .map(cluster ->
                            ClusterShape.of(cluster, arns, clusters.stores().content(caller.realm(), name), include))
                    .ifPresentOrElse(
                            found::add,
                            () -> failures.add(Failure.builder()
                                    .arn(arns.cluster(name))
                                    .reason("MISSING")
                                    .detail(clusters.elsewhere(caller.realm(), name))
                                    .build()));
        }
        return DescribeClustersResponse.builder()
                .clusters(found)
                .failures(failures)
                .build();
    }
}
