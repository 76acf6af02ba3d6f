package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.TaskDefinitions;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeleteTaskDefinitionsRequest;
import io.argosy.shapes.ecs.DeleteTaskDefinitionsResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `DeleteTaskDefinitions`: marks INACTIVE revisions for deletion. They are gone once nothing refers to them any more,
/// which `TaskDefinitionRemoval` sees to.
public final class DeleteTaskDefinitions
        implements Operation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse> {
    static final String DELETING = "DELETE_IN_PROGRESS";
    private static final int MOST = 10;

    private final Clusters clusters;

    DeleteTaskDefinitions(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse> model() {
        return Ecs.DELETE_TASK_DEFINITIONS;
    }

    @Override
    public Permission permission(DeleteTaskDefinitionsRequest request) {
        return Permission.on("ecs:DeleteTaskDefinitions");
    }

    @Override
    public DeleteTaskDefinitionsResponse handle(Caller caller, DeleteTaskDefinitionsRequest request) {
        List<String> references = request.taskDefinitions();
        if (references.isEmpty()) {
            throw ApiError.invalidParameter("size of TaskDefinition references list must be greater than 0")
                    .thrown();
        }
        if (references.size() > MOST) {
            throw ApiError.invalidParameter("Size of TaskDefinition references list cannot exceed " + MOST)
                    .thrown();
        }
        return clusters.account(caller.realm()).write(tx -> {
            List<io.argosy.shapes.ecs.TaskDefinition> deleting = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            for (String reference : references) {
                refusal(tx, reference)
                        .ifPresentOrElse(
                                failures::add,
                                () -> deleting.add(marked(tx, reference).content()));
            }
            return DeleteTaskDefinitionsResponse.builder()
                    .taskDefinitions(deleting)
                    .failures(failures)
                    .build();
        });
    }

    private static Optional<Failure> refusal(AccountTransaction tx, String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        if (!name.contains(":")) {
            return Optional.of(failure(
                    reference,
                    "The specified task definition identifier is invalid. Specify a valid name or ARN and try again."));
        }
        Optional<TaskDefinition> definition = TaskDefinitions.find(tx.state(), reference);
        if (definition.isEmpty()) {
            return Optional.of(failure(
                    reference,
                    "The specified task definition does not exist. Specify a valid account, family, revision and try"
                            + " again."));
        }
        return definition
                .filter(TaskDefinition::active)
                .map(active -> failure(
                        active.content().taskDefinitionArn().orElse(reference),
                        "The specified task definition is still in ACTIVE status. Please deregister the target and"
                                + " try again."));
    }

    private static Failure failure(String reference, String reason) {
        return Failure.builder().arn(reference).reason(reason).build();
    }

    private static TaskDefinition marked(AccountTransaction tx, String reference) {
        TaskDefinition there = TaskDefinitions.find(tx.state(), reference).orElseThrow();
        if (there.content().status().orElse("").equals(DELETING)) {
            return there;
        }
        var content = there.content().toBuilder()
                .status(DELETING)
                .deleteRequestedAt(tx.now())
                .build();
        var definition = new TaskDefinition(there.id(), content, there.tags());
        tx.put(definition);
        return definition;
    }
}
