package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.GetParametersRequest;
import io.argosy.shapes.ssm.GetParametersResult;
import io.argosy.shapes.ssm.Parameter;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `GetParameters`: several parameters; those that are not there are named.
final class GetParameters implements Operation<GetParametersRequest, GetParametersResult> {
    private final ParameterStore parameters;

    GetParameters(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<GetParametersRequest, GetParametersResult> model() {
        return Ssm.GET_PARAMETERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetParametersRequest request) {
        return parameters.onEach("GetParameters", caller, request.names());
    }

    @Override
    public GetParametersResult handle(Caller caller, GetParametersRequest request) {
        ParametersState state = parameters.read(caller);
        List<Parameter> found = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String name : request.names().stream().distinct().toList()) {
            find(caller, state, name, request.withDecryption().orElse(false))
                    .ifPresentOrElse(found::add, () -> invalid.add(name));
        }
        return GetParametersResult.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    private Optional<Parameter> find(Caller caller, ParametersState state, String name, boolean decrypted) {
        ParameterId id = ParameterId.of(name, caller.realm());
        return state.parameter(id)
                .flatMap(parameter -> ParameterStore.found(state, parameter, id)
                        .map(version -> parameters.shape(caller, parameter, version, id.selectorText(), decrypted)));
    }
}
