package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.control.TaskDefinitions;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeleteTaskDefinitionsRequest;
import io.argosy.shapes.ecs.DeleteTaskDefinitionsResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.state.AccountState;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `DeleteTaskDefinitions`: INACTIVE revisions turn DELETE_IN_PROGRESS; `DefinitionSweep` ends them once nothing
/// refers to them (ecs-semantics 4.7).
public final class DeleteTaskDefinitions
        implements Operation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse> {
    private static final int MOST = 10;

    private final Clusters clusters;

    public DeleteTaskDefinitions(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse> model() {
        return Ecs.DELETE_TASK_DEFINITIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteTaskDefinitionsRequest request) {
        var requested = RequestedArns.of(caller);
        AccountState account = clusters.account(caller.realm()).read();
        return Permission.onEach(
                "ecs:DeleteTaskDefinitions",
                request.taskDefinitions().stream()
                        .map(reference -> requested.revision(account, reference))
                        .toList());
    }

    @Override
    public DeleteTaskDefinitionsResponse handle(Caller caller, DeleteTaskDefinitionsRequest request) {
        List<String> references = request.taskDefinitions();
        if (references.isEmpty()) {
            throw ApiError.invalidParameter("size of TaskDefinition references list must be greater than 0")
                    .thrown();
        }
        if (references.size() > MOST) {
            throw ApiError.invalidParameter("Size of TaskDefinition references list cannot exceed 10")
                    .thrown();
        }
        return clusters.account(caller.realm()).write(tx -> deleted(tx, references));
    }

    private static DeleteTaskDefinitionsResponse deleted(AccountTransaction tx, List<String> references) {
        List<io.argosy.shapes.ecs.TaskDefinition> deleted = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String reference : references) {
            Optional<TaskDefinition> definition = TaskDefinitions.find(tx.state(), reference);
            if (!reference.substring(reference.lastIndexOf('/') + 1).contains(":")) {
                failures.add(failure(
                        reference,
                        "The specified task definition identifier is invalid. Specify a valid name or ARN and try"
                                + " again."));
            } else if (definition.isEmpty()) {
                failures.add(failure(
                        reference,
                        "The specified task definition does not exist. Specify a valid account, family, revision and"
                                + " try again."));
            } else if (definition.get().active()) {
                failures.add(failure(
                        reference,
                        "The specified task definition is still in ACTIVE status. Please deregister the target and try"
                                + " again."));
            } else {
                deleted.add(deleting(tx, definition.get()).content());
            }
        }
        return DeleteTaskDefinitionsResponse.builder()
                .taskDefinitions(deleted)
                .failures(failures)
                .build();
    }

    private static TaskDefinition deleting(AccountTransaction tx, TaskDefinition definition) {
        if (definition.content().deleteRequestedAt().isPresent()) {
            return definition;
        }
        var content = definition.content().toBuilder()
                .status("DELETE_IN_PROGRESS")
                .deleteRequestedAt(tx.now())
                .build();
        var deleting = new TaskDefinition(definition.id(), content, definition.tags());
        tx.update(deleting);
        return deleting;
    }

    private static Failure failure(String reference, String reason) {
        return Failure.builder().arn(reference).reason(reason).build();
    }
}
