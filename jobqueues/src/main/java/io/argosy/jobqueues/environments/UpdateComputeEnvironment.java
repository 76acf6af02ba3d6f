package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.ComputeEnvironment.Status;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ComputeResourceUpdate;
import io.argosy.shapes.batch.UpdateComputeEnvironmentRequest;
import io.argosy.shapes.batch.UpdateComputeEnvironmentResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `UpdateComputeEnvironment`: changes what is given and leaves the rest, at once.
final class UpdateComputeEnvironment
        implements Operation<UpdateComputeEnvironmentRequest, UpdateComputeEnvironmentResponse> {
    private final BatchStore store;
    private final EnvironmentClusters clusters;

    UpdateComputeEnvironment(BatchStore store, EnvironmentClusters clusters) {
        this.store = store;
        this.clusters = clusters;
    }

    @Override
    public OperationModel<UpdateComputeEnvironmentRequest, UpdateComputeEnvironmentResponse> model() {
        return Batch.UPDATE_COMPUTE_ENVIRONMENT;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateComputeEnvironmentRequest request) {
        Permission update =
                EnvironmentPermissions.on("UpdateComputeEnvironment", store.read(caller), request.computeEnvironment());
        return Stream.concat(
                        Stream.of(update),
                        EnvironmentPermissions.given(
                                caller.realm(),
                                update.resource(),
                                request.serviceRole(),
                                request.computeResources()
                                        .flatMap(ComputeResourceUpdate::capacityTags)
                                        .isPresent()))
                .toList();
    }

    @Override
    public UpdateComputeEnvironmentResponse handle(Caller caller, UpdateComputeEnvironmentRequest request) {
        ComputeEnvironment known = existing(store.read(caller), request);
        int vcpus = clusters.vcpus(caller.realm(), known);
        ComputeEnvironment changed =
                store.write(caller.realm(), (tx, state) -> changed(caller, tx, state, request, vcpus));
        if (request.ecsSettings().isPresent()) {
            clusters.settings(caller.realm(), changed);
        }
        return UpdateComputeEnvironmentResponse.builder()
                .computeEnvironmentName(changed.name())
                .computeEnvironmentArn(store.read(caller).arns().environment(changed.name()))
                .build();
    }

    private static ComputeEnvironment existing(BatchState state, UpdateComputeEnvironmentRequest request) {
        return state.environment(request.computeEnvironment())
                .orElseThrow(() -> BatchErrors.missing(request.computeEnvironment()));
    }

    private static ComputeEnvironment changed(
            Caller caller,
            AccountTransaction tx,
            BatchState state,
            UpdateComputeEnvironmentRequest request,
            int vcpus) {
        ComputeEnvironment there = existing(state, request);
        if (there.status() != Status.VALID) {
            throw BatchErrors.plain("Cannot update, resource is being modified");
        }
        var change = new EnvironmentChange(there, request, state.arns());
        change.check(vcpus);
        ComputeEnvironment changed = change.result();
        EnvironmentRules.check(caller, changed.configuration());
        tx.update(changed);
        return changed;
    }
}
