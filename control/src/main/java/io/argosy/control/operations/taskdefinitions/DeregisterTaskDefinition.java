package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.TaskDefinitions;
import io.argosy.model.AccountRegion;
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
import java.util.List;

/// `DeregisterTaskDefinition`: an ACTIVE revision turns INACTIVE; doing it again changes nothing (ecs-semantics 4.7).
public final class DeregisterTaskDefinition
        implements Operation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> {
    private final Clusters clusters;

    public DeregisterTaskDefinition(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse> model() {
        return Ecs.DEREGISTER_TASK_DEFINITION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeregisterTaskDefinitionRequest request) {
        return List.of(Permission.on("ecs:DeregisterTaskDefinition"));
    }

    @Override
    public DeregisterTaskDefinitionResponse handle(Caller caller, DeregisterTaskDefinitionRequest request) {
        String reference = request.taskDefinition();
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        if (colon < 0) {
            throw ApiError.client("Revision is missing.").thrown();
        }
        String revision = name.substring(colon + 1);
        if (!revision.matches("[0-9]+")) {
            throw ApiError.invalidParameter("Invalid revision number. Number: " + revision)
                    .thrown();
        }
        TaskDefinition definition =
                clusters.account(caller.realm()).write(tx -> deregistered(tx, caller.realm(), reference));
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(definition.content())
                .build();
    }

    private static TaskDefinition deregistered(AccountTransaction tx, AccountRegion realm, String reference) {
        TaskDefinition definition = TaskDefinitions.find(tx.state(), reference)
                .orElseThrow(() -> TaskDefinitions.undescribed(realm, reference));
        if (!definition.active()) {
            return definition;
        }
        var content = definition.content().toBuilder()
                .status("INACTIVE")
                .deregisteredAt(tx.now())
                .build();
        var inactive = new TaskDefinition(definition.id(), content, definition.tags());
        tx.update(inactive);
        return inactive;
    }
}
