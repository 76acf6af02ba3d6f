package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DeregisterJobDefinitionRequest;
import io.argosy.shapes.batch.DeregisterJobDefinitionResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// `DeregisterJobDefinition`: no job can be submitted by that revision any more; a repeat is no fault.
final class DeregisterJobDefinition
        implements Operation<DeregisterJobDefinitionRequest, DeregisterJobDefinitionResponse> {
    private final BatchStore store;

    DeregisterJobDefinition(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DeregisterJobDefinitionRequest, DeregisterJobDefinitionResponse> model() {
        return Batch.DEREGISTER_JOB_DEFINITION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeregisterJobDefinitionRequest request) {
        BatchState state = store.read(caller);
        return List.of(BatchPermissions.on(
                "DeregisterJobDefinition",
                state.arns().asNamed(BatchArns.DEFINITION, request.jobDefinition()),
                state.definition(request.jobDefinition())
                        .map(JobDefinition::tags)
                        .orElse(Map.of())));
    }

    @Override
    public DeregisterJobDefinitionResponse handle(Caller caller, DeregisterJobDefinitionRequest request) {
        String reference = request.jobDefinition();
        if (!BatchArns.lastName(reference).contains(":")) {
            throw BatchErrors.plain("A revision is needed, as in name:revision: " + reference);
        }
        store.write(caller.realm(), (tx, state) -> ended(tx, state, reference));
        return DeregisterJobDefinitionResponse.builder().build();
    }

    private static JobDefinition ended(AccountTransaction tx, BatchState state, String reference) {
        JobDefinition there = state.definition(reference).orElseThrow(() -> BatchErrors.missing(reference));
        if (there.active()) {
            tx.update(there.with(new JobDefinition.Life.Inactive(tx.now())));
        }
        return there;
    }
}
