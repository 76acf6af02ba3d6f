package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.TaskDefinitions;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeregisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.DeregisterTaskDefinitionResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.regex.Pattern;

/// `DeregisterTaskDefinition`: no new tasks from this revision; what uses it goes on. Repeating it changes nothing.
public final class DeregisterTaskDefinition
        implements Operation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Clusters clusters;

    DeregisterTaskDefinition(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> model() {
        return Ecs.DEREGISTER_TASK_DEFINITION;
    }

    @Override
    public Permission permission(DeregisterTaskDefinitionRequest request) {
        return Permission.on("ecs:DeregisterTaskDefinition");
    }

    @Override
    public DeregisterTaskDefinitionResponse handle(Caller caller, DeregisterTaskDefinitionRequest request) {
        checkRevision(request.taskDefinition());
        TaskDefinition definition =
                clusters.account(caller.realm()).write(tx -> deregistered(tx, request.taskDefinition()));
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(definition.content())
                .build();
    }

    private static void checkRevision(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        if (colon < 0 || colon == name.length() - 1) {
            throw ApiError.client("Revision is missing.").thrown();
        }
        String revision = name.substring(colon + 1);
        if (!NUMBER.matcher(revision).matches()) {
            throw ApiError.invalidParameter("Invalid revision number. Number: " + revision)
                    .thrown();
        }
    }

    private static TaskDefinition deregistered(AccountTransaction tx, String reference) {
        TaskDefinition there = TaskDefinitions.find(tx.state(), reference)
                .orElseThrow(() ->
                        ApiError.client("Unable to describe task definition.").thrown());
        if (!there.active()) {
            return there;
        }
        var content = there.content().toBuilder()
                .status("INACTIVE")
                .deregisteredAt(tx.now())
                .build();
        var definition = new TaskDefinition(there.id(), content, there.tags());
        tx.put(definition);
        return definition;
    }
}
