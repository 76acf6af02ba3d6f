package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.DeleteParameterRequest;
import io.argosy.shapes.ssm.DeleteParameterResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteParameter`: ends a parameter with all its versions.
final class DeleteParameter implements Operation<DeleteParameterRequest, DeleteParameterResult> {
    private final ParameterStore parameters;

    DeleteParameter(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<DeleteParameterRequest, DeleteParameterResult> model() {
        return Ssm.DELETE_PARAMETER;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteParameterRequest request) {
        return parameters.on("DeleteParameter", caller, request.name());
    }

    @Override
    public DeleteParameterResult handle(Caller caller, DeleteParameterRequest request) {
        parameters.write(caller, tx -> {
            StoredParameter known = parameters.existing(ParametersState.of(tx.state()), caller, request.name());
            ParameterStore.remove(tx, known);
            return known;
        });
        return DeleteParameterResult.builder().build();
    }
}
