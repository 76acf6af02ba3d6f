package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Failures;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.ServiceName;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.DescribeServicesResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.Service;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;

/// `DescribeServices`: up to 10 services, deleted ones included while they are remembered; others are failures.
public final class DescribeServices implements Operation<DescribeServicesRequest, DescribeServicesResponse> {
    private static final int MOST = 10;

    private final Clusters clusters;

    DescribeServices(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeServicesRequest, DescribeServicesResponse> model() {
        return Ecs.DESCRIBE_SERVICES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeServicesRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return requested.inCluster(
                "ecs:DescribeServices",
                request.services().stream().map(requested::service).toList());
    }

    @Override
    public DescribeServicesResponse handle(Caller caller, DescribeServicesRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        boolean withTags = withTags(request);
        List<ServiceName> names = request.services().stream()
                .map(reference -> References.service(reference, scope))
                .distinct()
                .toList();
        ClusterState state = scope.store().read();
        List<Service> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (ServiceName name : names) {
            state.service(name)
                    .ifPresentOrElse(
                            service -> found.add(ServiceShape.of(service, scope, state, withTags)),
                            () -> failures.add(Failures.missing(scope.arns().service(scope.name(), name))));
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(failures)
                .build();
    }

    private static boolean withTags(DescribeServicesRequest request) {
        if (request.services().isEmpty()) {
            throw ServiceRules.invalid("Services cannot be empty.");
        }
        if (request.services().size() > MOST) {
            throw ServiceRules.invalid("Services cannot have more than " + MOST + " elements.");
        }
        List<String> include = request.include().orElse(List.of());
        if (!List.of("TAGS").containsAll(include)) {
            throw ServiceRules.invalid("include should be one of [TAGS]");
        }
        return include.contains("TAGS");
    }
}
