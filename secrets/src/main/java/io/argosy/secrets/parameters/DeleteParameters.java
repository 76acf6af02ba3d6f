package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.DeleteParametersRequest;
import io.argosy.shapes.ssm.DeleteParametersResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `DeleteParameters`: ends several parameters; those that are not there are named.
final class DeleteParameters implements Operation<DeleteParametersRequest, DeleteParametersResult> {
    private final ParameterStore parameters;

    DeleteParameters(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<DeleteParametersRequest, DeleteParametersResult> model() {
        return Ssm.DELETE_PARAMETERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteParametersRequest request) {
        return parameters.onEach("DeleteParameters", caller, request.names());
    }

    @Override
    public DeleteParametersResult handle(Caller caller, DeleteParametersRequest request) {
        return parameters.write(caller, tx -> {
            List<String> deleted = new ArrayList<>();
            List<String> invalid = new ArrayList<>();
            for (String name : request.names().stream().distinct().toList()) {
                Optional<StoredParameter> known =
                        ParametersState.of(tx.state()).parameter(ParameterId.of(name, caller.realm()));
                known.ifPresent(parameter -> ParameterStore.remove(tx, parameter));
                (known.isPresent() ? deleted : invalid).add(name);
            }
            return DeleteParametersResult.builder()
                    .deletedParameters(deleted)
                    .invalidParameters(invalid)
                    .build();
        });
    }
}
