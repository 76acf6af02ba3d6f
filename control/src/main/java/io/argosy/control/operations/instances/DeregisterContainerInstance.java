package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ContainerInstanceShape;
import io.argosy.control.LostTasks;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.DeregisterContainerInstanceResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DeregisterContainerInstance`: the instance is INACTIVE for good. Tasks it still holds are refused, or with force
/// given up: they are STOPPED here, whatever becomes of them there (ecs-semantics 8.2). An agent that leaves may
/// deregister its own instance, and no other.
public final class DeregisterContainerInstance
        implements Operation<DeregisterContainerInstanceRequest, DeregisterContainerInstanceResponse> {
    private static final String ACTION = "ecs:DeregisterContainerInstance";
    private static final StopReason FORCED =
            new StopReason(StopCode.USER_INITIATED, "Container instance deregistration forced by user");

    private final Clusters clusters;

    public DeregisterContainerInstance(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeregisterContainerInstanceRequest, DeregisterContainerInstanceResponse> model() {
        return Ecs.DEREGISTER_CONTAINER_INSTANCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeregisterContainerInstanceRequest request) {
        return List.of(Permission.on(
                ACTION, RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public DeregisterContainerInstanceResponse handle(Caller caller, DeregisterContainerInstanceRequest request) {
        var self = new AgentIdentity(caller);
        ClusterScope scope = self.cluster(ACTION, request.cluster(), clusters);
        ContainerInstanceId id = References.containerInstance(request.containerInstance(), scope);
        boolean force = request.force().orElse(false);
        if (self.isAgent()) {
            self.check(ACTION, Optional.of(id), scope.store().read());
        }
        return scope.store().write(tx -> {
            ContainerInstance instance = tx.state()
                    .instance(id)
                    .filter(ContainerInstance::registered)
                    .orElseThrow(() -> ApiError.invalidParameter("The referenced container instance was not found.")
                            .thrown());
            if (!force && !tx.state().liveOn(id).isEmpty()) {
                throw ApiError.invalidParameter("Found running tasks on the instance.")
                        .thrown();
            }
            ContainerInstance gone = LostTasks.withTheirInstance(tx, instance, FORCED);
            return DeregisterContainerInstanceResponse.builder()
                    .containerInstance(ContainerInstanceShape.of(gone, scope, tx.state(), true))
                    .build();
        });
    }
}
