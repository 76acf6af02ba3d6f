package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ContainerInstanceShape;
import io.argosy.control.Failures;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateResponse;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `UpdateContainerInstancesState`: up to ten instances become ACTIVE or DRAINING. Moving the tasks of a draining one
/// is left to the services' reconciler (ecs-semantics 8.2, 8.3).
public final class UpdateContainerInstancesState
        implements Operation<UpdateContainerInstancesStateRequest, UpdateContainerInstancesStateResponse> {
    private static final int MOST = 10;

    private final Clusters clusters;

    public UpdateContainerInstancesState(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<UpdateContainerInstancesStateRequest, UpdateContainerInstancesStateResponse> model() {
        return Ecs.UPDATE_CONTAINER_INSTANCES_STATE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateContainerInstancesStateRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return requested.inCluster(
                "ecs:UpdateContainerInstancesState",
                request.containerInstances().stream()
                        .map(requested::containerInstance)
                        .toList());
    }

    @Override
    public UpdateContainerInstancesStateResponse handle(Caller caller, UpdateContainerInstancesStateRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        ContainerInstance.Status status = status(request.status());
        List<ContainerInstanceId> ids = ids(request.containerInstances(), scope);
        return scope.store().write(tx -> update(ids, status, scope, tx));
    }

    private static ContainerInstance.Status status(String text) {
        return switch (text) {
            case "ACTIVE" -> ContainerInstance.Status.ACTIVE;
            case "DRAINING" -> ContainerInstance.Status.DRAINING;
            default ->
                throw ApiError.invalidParameter("Container instance status should be one of [ACTIVE, DRAINING]")
                        .thrown();
        };
    }

    private static List<ContainerInstanceId> ids(List<String> references, ClusterScope scope) {
        if (references.isEmpty()) {
            throw ApiError.client("Container Instances cannot be empty.").thrown();
        }
        if (references.size() > MOST) {
            throw ApiError.invalidParameter("Container Instances cannot have more than " + MOST + " elements.")
                    .thrown();
        }
        return references.stream()
                .map(reference -> References.containerInstance(reference, scope))
                .distinct()
                .toList();
    }

    private static UpdateContainerInstancesStateResponse update(
            List<ContainerInstanceId> ids, ContainerInstance.Status status, ClusterScope scope, Transaction tx) {
        List<io.argosy.shapes.ecs.ContainerInstance> updated = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (ContainerInstanceId id : ids) {
            String arn = scope.arns().containerInstance(scope.name(), id);
            Optional<ContainerInstance> known = tx.state().instance(id);
            if (known.isEmpty()) {
                failures.add(Failures.missing(arn));
            } else if (!known.get().registered()) {
                failures.add(Failures.of(arn, "INACTIVE"));
            } else {
                updated.add(ContainerInstanceShape.of(put(known.get(), status, tx), scope, tx.state(), true));
            }
        }
        return UpdateContainerInstancesStateResponse.builder()
                .containerInstances(updated)
                .failures(failures)
                .build();
    }

    private static ContainerInstance put(ContainerInstance known, ContainerInstance.Status status, Transaction tx) {
        if (known.status() == status) {
            return known;
        }
        ContainerInstance updated = known.with(status);
        tx.update(updated);
        return updated;
    }
}
