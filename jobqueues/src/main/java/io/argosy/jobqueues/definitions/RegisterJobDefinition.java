package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchNames;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.jobqueues.resources.JobDefinitionName;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.RegisterJobDefinitionResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `RegisterJobDefinition`: always makes a new revision, one more than the name ever had.
final class RegisterJobDefinition implements Operation<RegisterJobDefinitionRequest, RegisterJobDefinitionResponse> {
    private static final int MOST_REVISIONS = 1_000_000;

    private final BatchStore store;
    private final DefinitionRules rules;

    RegisterJobDefinition(BatchStore store, DefinitionRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public OperationModel<RegisterJobDefinitionRequest, RegisterJobDefinitionResponse> model() {
        return Batch.REGISTER_JOB_DEFINITION;
    }

    @Override
    public List<Permission> permissions(Caller caller, RegisterJobDefinitionRequest request) {
        return DefinitionPermissions.registering(new BatchArns(caller.realm()), request);
    }

    @Override
    public RegisterJobDefinitionResponse handle(Caller caller, RegisterJobDefinitionRequest request) {
        BatchNames.check(caller, "jobDefinitionName", request.jobDefinitionName());
        rules.check(caller, request);
        JobDefinition made = store.write(caller.realm(), (tx, state) -> made(tx, state, request));
        return RegisterJobDefinitionResponse.builder()
                .jobDefinitionName(made.name())
                .jobDefinitionArn(new BatchArns(caller.realm()).definition(made.key()))
                .revision(made.revision())
                .build();
    }

    private static JobDefinition made(AccountTransaction tx, BatchState state, RegisterJobDefinitionRequest request) {
        String name = request.jobDefinitionName();
        int revision = state.lastRevision(name) + 1;
        if (revision > MOST_REVISIONS) {
            throw BatchErrors.plain("A job definition can have at most " + MOST_REVISIONS + " revisions.");
        }
        BatchStore.requireRoom(state.definitions().size(), "job definitions");
        var definition = new JobDefinition(
                name,
                revision,
                DefinitionForm.complete(request),
                new JobDefinition.Life.Active(),
                List.of(),
                ResourceTags.given(request.tags()),
                tx.now());
        tx.add(definition);
        tx.addOrUpdate(new JobDefinitionName(name, revision));
        return definition;
    }
}
