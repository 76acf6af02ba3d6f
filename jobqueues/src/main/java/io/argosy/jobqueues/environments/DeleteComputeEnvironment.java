package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.ComputeEnvironment.Status;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DeleteComputeEnvironmentRequest;
import io.argosy.shapes.batch.DeleteComputeEnvironmentResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DeleteComputeEnvironment`: of one that is DISABLED and that no queue names; its cluster goes with it.
final class DeleteComputeEnvironment
        implements Operation<DeleteComputeEnvironmentRequest, DeleteComputeEnvironmentResponse> {
    private final BatchStore store;
    private final EnvironmentClusters clusters;

    DeleteComputeEnvironment(BatchStore store, EnvironmentClusters clusters) {
        this.store = store;
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteComputeEnvironmentRequest, DeleteComputeEnvironmentResponse> model() {
        return Batch.DELETE_COMPUTE_ENVIRONMENT;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteComputeEnvironmentRequest request) {
        return List.of(EnvironmentPermissions.on(
                "DeleteComputeEnvironment", store.read(caller), request.computeEnvironment()));
    }

    @Override
    public DeleteComputeEnvironmentResponse handle(Caller caller, DeleteComputeEnvironmentRequest request) {
        store.read(caller)
                .environment(request.computeEnvironment())
                .filter(environment -> clusters.busy(caller.realm(), environment))
                .ifPresent(environment -> {
                    throw BatchErrors.plain("Cannot delete, tasks run in the cluster " + environment.cluster());
                });
        Optional<ComputeEnvironment> leaving =
                store.write(caller.realm(), (tx, state) -> leaving(tx, state, request.computeEnvironment()));
        leaving.ifPresent(environment -> clusters.finish(caller.realm(), environment));
        return DeleteComputeEnvironmentResponse.builder().build();
    }

    /// One that is unknown is gone already.
    private static Optional<ComputeEnvironment> leaving(AccountTransaction tx, BatchState state, String nameOrArn) {
        return state.environment(nameOrArn).map(environment -> {
            check(state, environment);
            ComputeEnvironment leaving = environment.with(Status.DELETING);
            tx.update(leaving);
            return leaving;
        });
    }

    private static void check(BatchState state, ComputeEnvironment environment) {
        if (environment.status() != Status.VALID) {
            throw BatchErrors.plain("Cannot delete, resource is being modified");
        }
        if (environment.enabled()) {
            throw BatchErrors.plain("Cannot delete, state must be DISABLED");
        }
        if (state.queues().values().stream()
                .anyMatch(queue -> queue.environments().contains(environment.name()))) {
            throw BatchErrors.plain("Cannot delete, found existing JobQueue relationship");
        }
    }
}
