package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.DeploymentTrigger;
import io.argosy.model.ServiceDeployment;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.StopServiceDeploymentRequest;
import io.argosy.shapes.ecs.StopServiceDeploymentResponse;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `StopServiceDeployment`: the revision before comes back, whatever the circuit breaker is told (ecs-semantics 7.16).
/// The wish is recorded; the scheduler carries it out.
public final class StopServiceDeployment
        implements Operation<StopServiceDeploymentRequest, StopServiceDeploymentResponse> {
    private static final String ASKED = "Service deployment rolled back because it was stopped by a caller.";

    private final ServiceChildren children;

    StopServiceDeployment(Clusters clusters) {
        this.children = new ServiceChildren(DescribeServiceDeployments.TYPE, clusters);
    }

    @Override
    public OperationModel<StopServiceDeploymentRequest, StopServiceDeploymentResponse> model() {
        return Ecs.STOP_SERVICE_DEPLOYMENT;
    }

    @Override
    public List<Permission> permissions(Caller caller, StopServiceDeploymentRequest request) {
        return List.of(children.permission(caller, "ecs:StopServiceDeployment", request.serviceDeploymentArn()));
    }

    @Override
    public StopServiceDeploymentResponse handle(Caller caller, StopServiceDeploymentRequest request) {
        String type = request.stopType().orElse("ROLLBACK");
        if (!type.equals("ROLLBACK")) {
            throw ServiceRules.invalid("stopType should be one of [ROLLBACK]");
        }
        ServiceChildArn arn =
                ServiceChildArn.parse(DescribeServiceDeployments.TYPE, request.serviceDeploymentArn(), caller.realm());
        ClusterScope scope = children.scope(caller, arn).orElseThrow(StopServiceDeployment::unknown);
        scope.store().write(tx -> {
            stop(tx, tx.state().deployment(arn.service(), arn.name()).orElseThrow(StopServiceDeployment::unknown));
            return arn;
        });
        return StopServiceDeploymentResponse.builder()
                .serviceDeploymentArn(arn.text())
                .build();
    }

    private static void stop(Transaction tx, ServiceDeployment deployment) {
        if (deployment.over()) {
            throw new ApiError(
                            "ConflictException",
                            "The service deployment is " + deployment.stage().status() + " and cannot be stopped.")
                    .thrown();
        }
        ServiceDeployment stopping = deployment.on(new DeploymentTrigger.RollbackAsked(ASKED, tx.now()));
        if (!stopping.equals(deployment)) {
            tx.update(stopping);
        }
    }

    private static RuntimeException unknown() {
        return new ApiError("ServiceDeploymentNotFoundException", "Service deployment not found.").thrown();
    }
}
