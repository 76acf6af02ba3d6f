package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.GetParameterHistoryRequest;
import io.argosy.shapes.ssm.GetParameterHistoryResult;
import io.argosy.shapes.ssm.ParameterHistory;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetParameterHistory`: all versions of a parameter, the oldest first.
final class GetParameterHistory implements Operation<GetParameterHistoryRequest, GetParameterHistoryResult> {
    private static final int USUAL = 50;

    private final ParameterStore parameters;

    GetParameterHistory(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<GetParameterHistoryRequest, GetParameterHistoryResult> model() {
        return Ssm.GET_PARAMETER_HISTORY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetParameterHistoryRequest request) {
        return parameters.on("GetParameterHistory", caller, request.name());
    }

    @Override
    public GetParameterHistoryResult handle(Caller caller, GetParameterHistoryRequest request) {
        ParametersState state = parameters.read(caller);
        StoredParameter parameter = parameters.existing(state, caller, request.name());
        ParameterPage<ParameterVersion> page = ParameterPage.of(
                state.versionsOf(parameter),
                version -> String.format("%019d", version.number()),
                ParameterPage.Asked.of(caller, request, request.maxResults().orElse(USUAL), request.nextToken()));
        boolean decrypted = request.withDecryption().orElse(false);
        return GetParameterHistoryResult.builder()
                .parameters(page.items().stream()
                        .map(version -> shape(version, parameters.value(caller, parameter, version, decrypted)))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static ParameterHistory shape(ParameterVersion version, String value) {
        return ParameterHistory.builder()
                .name(version.parameter())
                .type(version.said().type())
                .keyId(ParameterStore.some(version.said().keyId()))
                .lastModifiedDate(version.modifiedAt())
                .lastModifiedUser(version.modifiedBy())
                .description(ParameterStore.some(version.said().text()))
                .value(value)
                .allowedPattern(ParameterStore.some(version.said().allowedPattern()))
                .version(version.number())
                .labels(version.labels())
                .tier(version.said().tier())
                .policies(List.of())
                .dataType(version.said().dataType())
                .build();
    }
}
