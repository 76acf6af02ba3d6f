package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskSet;
import io.argosy.planning.TaskSetPlan;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateServicePrimaryTaskSetRequest;
import io.argosy.shapes.ecs.UpdateServicePrimaryTaskSetResponse;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `UpdateServicePrimaryTaskSet`: which of its task sets a service is known by (ecs-semantics 7.17); what that one is
/// like is shown of the service, too.
public final class UpdateServicePrimaryTaskSet
        implements Operation<UpdateServicePrimaryTaskSetRequest, UpdateServicePrimaryTaskSetResponse> {
    private final Clusters clusters;

    UpdateServicePrimaryTaskSet(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<UpdateServicePrimaryTaskSetRequest, UpdateServicePrimaryTaskSetResponse> model() {
        return Ecs.UPDATE_SERVICE_PRIMARY_TASK_SET;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateServicePrimaryTaskSetRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(requested.inCluster("ecs:UpdateServicePrimaryTaskSet", requested.service(request.service())));
    }

    @Override
    public UpdateServicePrimaryTaskSetResponse handle(Caller caller, UpdateServicePrimaryTaskSetRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), Optional.of(request.cluster()));
        ServiceName name = References.service(request.service(), scope);
        DeploymentId id = References.taskSet(request.primaryTaskSet(), name, scope);
        ClusterState after = scope.store().write(tx -> {
            lead(tx, ExternalRules.active(tx, name), TaskSets.found(tx, name, id));
            return tx.state();
        });
        return UpdateServicePrimaryTaskSetResponse.builder()
                .taskSet(TaskSetShape.of(
                        after.taskSet(name, id).orElseThrow(),
                        after.service(name).orElseThrow(),
                        scope,
                        after,
                        false))
                .build();
    }

    private static void lead(Transaction tx, Service service, TaskSet set) {
        if (set.status() == TaskSet.Status.PRIMARY) {
            return;
        }
        for (TaskSet other : List.copyOf(tx.state().taskSetsOf(service.name()))) {
            if (other.status() == TaskSet.Status.PRIMARY) {
                tx.update(other.with(TaskSet.Status.ACTIVE, tx.now()));
            }
        }
        tx.update(set.with(TaskSet.Status.PRIMARY, tx.now()));
        tx.update(service.with(TaskSetPlan.configuration(service.configuration(), set.configuration()), tx.now()));
    }
}
