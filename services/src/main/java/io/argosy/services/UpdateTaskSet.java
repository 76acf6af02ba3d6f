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
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Scale;
import io.argosy.shapes.ecs.UpdateTaskSetRequest;
import io.argosy.shapes.ecs.UpdateTaskSetResponse;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `UpdateTaskSet`: another share of what its service wants (ecs-semantics 7.17). The scheduler starts and stops.
public final class UpdateTaskSet implements Operation<UpdateTaskSetRequest, UpdateTaskSetResponse> {
    private final Clusters clusters;

    UpdateTaskSet(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<UpdateTaskSetRequest, UpdateTaskSetResponse> model() {
        return Ecs.UPDATE_TASK_SET;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateTaskSetRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(
                requested.inCluster("ecs:UpdateTaskSet", requested.taskSet(request.service(), request.taskSet())));
    }

    @Override
    public UpdateTaskSetResponse handle(Caller caller, UpdateTaskSetRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), Optional.of(request.cluster()));
        ServiceName name = References.service(request.service(), scope);
        DeploymentId id = References.taskSet(request.taskSet(), name, scope);
        Scale scale = TaskSetRules.scale(request.scale());
        ClusterState after = scope.store().write(tx -> {
            ExternalRules.active(tx, name);
            TaskSet set = TaskSets.found(tx, name, id);
            tx.update(set.scaled(scale, tx.now()));
            return tx.state();
        });
        return UpdateTaskSetResponse.builder()
                .taskSet(TaskSetShape.of(
                        after.taskSet(name, id).orElseThrow(),
                        after.service(name).orElseThrow(),
                        scope,
                        after,
                        false))
                .build();
    }
}
