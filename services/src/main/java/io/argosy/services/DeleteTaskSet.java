package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.DeploymentId;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskSet;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeleteTaskSetRequest;
import io.argosy.shapes.ecs.DeleteTaskSetResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DeleteTaskSet`: it wants nothing any more, and is DRAINING until its last task is gone (ecs-semantics 7.17).
public final class DeleteTaskSet implements Operation<DeleteTaskSetRequest, DeleteTaskSetResponse> {
    private final Clusters clusters;

    DeleteTaskSet(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteTaskSetRequest, DeleteTaskSetResponse> model() {
        return Ecs.DELETE_TASK_SET;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteTaskSetRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(
                requested.inCluster("ecs:DeleteTaskSet", requested.taskSet(request.service(), request.taskSet())));
    }

    @Override
    public DeleteTaskSetResponse handle(Caller caller, DeleteTaskSetRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), Optional.of(request.cluster()));
        ServiceName name = References.service(request.service(), scope);
        boolean force = request.force().orElse(false);
        DeploymentId id = References.taskSet(request.taskSet(), name, scope);
        TaskSet gone = scope.store().write(tx -> deleted(tx, name, id, force));
        ClusterState after = scope.store().read();
        return DeleteTaskSetResponse.builder()
                .taskSet(TaskSetShape.of(gone, after.service(name).orElseThrow(), scope, after, false))
                .build();
    }

    private static TaskSet deleted(Transaction tx, ServiceName name, DeploymentId id, boolean force) {
        ExternalRules.active(tx, name);
        TaskSet set = TaskSets.known(tx, name, id);
        if (!force && set.status() == TaskSet.Status.PRIMARY) {
            throw ServiceRules.invalid("The primary task set cannot be deleted without force.");
        }
        if (!force && set.percent() > 0 && set.status() != TaskSet.Status.DRAINING) {
            throw ServiceRules.invalid("The task set cannot be deleted while it is scaled above 0.");
        }
        TaskSet leaving = set.with(TaskSet.Status.DRAINING, tx.now());
        tx.update(leaving);
        return leaving;
    }
}
