package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.LabelParameterVersionRequest;
import io.argosy.shapes.ssm.LabelParameterVersionResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `LabelParameterVersion`: puts labels on a version, the latest unless one is named; another loses them.
final class LabelParameterVersion implements Operation<LabelParameterVersionRequest, LabelParameterVersionResult> {
    private final ParameterStore parameters;

    LabelParameterVersion(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<LabelParameterVersionRequest, LabelParameterVersionResult> model() {
        return Ssm.LABEL_PARAMETER_VERSION;
    }

    @Override
    public List<Permission> permissions(Caller caller, LabelParameterVersionRequest request) {
        return parameters.on("LabelParameterVersion", caller, request.name());
    }

    @Override
    public LabelParameterVersionResult handle(Caller caller, LabelParameterVersionRequest request) {
        List<String> invalid = request.labels().stream().filter(Labels::invalid).toList();
        List<String> valid = request.labels().stream()
                .filter(label -> !invalid.contains(label))
                .distinct()
                .toList();
        long number = parameters.write(caller, tx -> {
            ParametersState state = ParametersState.of(tx.state());
            StoredParameter parameter = parameters.existing(state, caller, request.name());
            long version = request.parameterVersion().orElse(parameter.latest());
            if (state.version(parameter, version).isEmpty()) {
                throw SsmErrors.noVersion(parameter.name(), String.valueOf(version));
            }
            Labels.move(tx, state.versionsOf(parameter), version, valid);
            return version;
        });
        return LabelParameterVersionResult.builder()
                .invalidLabels(invalid)
                .parameterVersion(number)
                .build();
    }
}
