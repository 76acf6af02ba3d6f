package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.GetParameterRequest;
import io.argosy.shapes.ssm.GetParameterResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetParameter`: the latest version of a parameter, or the one that a selector names.
final class GetParameter implements Operation<GetParameterRequest, GetParameterResult> {
    private final ParameterStore parameters;

    GetParameter(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<GetParameterRequest, GetParameterResult> model() {
        return Ssm.GET_PARAMETER;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetParameterRequest request) {
        return parameters.on("GetParameter", caller, request.name());
    }

    @Override
    public GetParameterResult handle(Caller caller, GetParameterRequest request) {
        ParametersState state = parameters.read(caller);
        ParameterId id = ParameterId.of(request.name(), caller.realm());
        StoredParameter parameter = state.parameter(id).orElseThrow(() -> SsmErrors.notFound(request.name()));
        return GetParameterResult.builder()
                .parameter(parameters.shape(
                        caller,
                        parameter,
                        parameters.version(state, parameter, id),
                        id.selectorText(),
                        request.withDecryption().orElse(false)))
                .build();
    }
}
