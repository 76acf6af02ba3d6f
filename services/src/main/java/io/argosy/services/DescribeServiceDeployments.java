package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DescribeServiceDeploymentsRequest;
import io.argosy.shapes.ecs.DescribeServiceDeploymentsResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ServiceDeployment;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeServiceDeployments`: up to 20 deployments of services by their ARNs (ecs-semantics 7.16).
public final class DescribeServiceDeployments
        implements Operation<DescribeServiceDeploymentsRequest, DescribeServiceDeploymentsResponse> {
    static final String TYPE = "service-deployment";

    private final ServiceChildren children;

    DescribeServiceDeployments(Clusters clusters) {
        this.children = new ServiceChildren(TYPE, clusters);
    }

    @Override
    public OperationModel<DescribeServiceDeploymentsRequest, DescribeServiceDeploymentsResponse> model() {
        return Ecs.DESCRIBE_SERVICE_DEPLOYMENTS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeServiceDeploymentsRequest request) {
        return children.permissions(caller, "ecs:DescribeServiceDeployments", request.serviceDeploymentArns());
    }

    @Override
    public DescribeServiceDeploymentsResponse handle(Caller caller, DescribeServiceDeploymentsRequest request) {
        ServiceChildren.Answer<ServiceDeployment> answer =
                children.described(caller, request.serviceDeploymentArns(), DescribeServiceDeployments::found);
        return DescribeServiceDeploymentsResponse.builder()
                .serviceDeployments(answer.found())
                .failures(answer.failures())
                .build();
    }

    private static Optional<ServiceDeployment> found(ClusterScope scope, ServiceChildArn arn) {
        ClusterState state = scope.store().read();
        return state.deployment(arn.service(), arn.name())
                .map(deployment -> ServiceDeploymentShape.of(deployment, scope, state));
    }
}
