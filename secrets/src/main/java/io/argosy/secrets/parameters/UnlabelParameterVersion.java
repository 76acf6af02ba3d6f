package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.shapes.ssm.UnlabelParameterVersionRequest;
import io.argosy.shapes.ssm.UnlabelParameterVersionResult;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UnlabelParameterVersion`: takes labels from a version.
final class UnlabelParameterVersion
        implements Operation<UnlabelParameterVersionRequest, UnlabelParameterVersionResult> {
    private final ParameterStore parameters;

    UnlabelParameterVersion(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<UnlabelParameterVersionRequest, UnlabelParameterVersionResult> model() {
        return Ssm.UNLABEL_PARAMETER_VERSION;
    }

    @Override
    public List<Permission> permissions(Caller caller, UnlabelParameterVersionRequest request) {
        return parameters.on("UnlabelParameterVersion", caller, request.name());
    }

    @Override
    public UnlabelParameterVersionResult handle(Caller caller, UnlabelParameterVersionRequest request) {
        return parameters.write(caller, tx -> {
            ParametersState state = ParametersState.of(tx.state());
            StoredParameter parameter = parameters.existing(state, caller, request.name());
            ParameterVersion version = state.version(parameter, request.parameterVersion())
                    .orElseThrow(
                            () -> SsmErrors.noVersion(parameter.name(), String.valueOf(request.parameterVersion())));
            List<String> gone =
                    request.labels().stream().filter(version.labels()::contains).toList();
            tx.update(version.labelled(version.labels().stream()
                    .filter(label -> !gone.contains(label))
                    .toList()));
            return UnlabelParameterVersionResult.builder()
                    .removedLabels(gone)
                    .invalidLabels(request.labels().stream()
                            .filter(label -> !gone.contains(label))
                            .toList())
                    .build();
        });
    }
}
