package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.secrets.parameters.ParameterFilters.Known;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.DescribeParametersRequest;
import io.argosy.shapes.ssm.DescribeParametersResult;
import io.argosy.shapes.ssm.ParameterMetadata;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.Comparator;
import java.util.List;

/// `DescribeParameters`: what there is of parameters, without their values.
final class DescribeParameters implements Operation<DescribeParametersRequest, DescribeParametersResult> {
    private static final int USUAL = 50;

    private final ParameterStore parameters;

    DescribeParameters(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<DescribeParametersRequest, DescribeParametersResult> model() {
        return Ssm.DESCRIBE_PARAMETERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeParametersRequest request) {
        return List.of(Permission.on("ssm:DescribeParameters", StoredParameter.arnOf(caller.realm(), "*")));
    }

    @Override
    public DescribeParametersResult handle(Caller caller, DescribeParametersRequest request) {
        ParametersState state = parameters.read(caller);
        boolean shared = request.shared().orElse(false);
        ParameterPage<Known> page = ParameterPage.of(
                state.parameters().values().stream()
                        .filter(_ -> !shared)
                        .map(parameter -> new Known(parameter, state.latest(parameter)))
                        .filter(ParameterFilters.old(request.filters().orElse(List.of())))
                        .filter(ParameterFilters.of(request.parameterFilters().orElse(List.of())))
                        .sorted(Comparator.comparing(known -> known.parameter().name()))
                        .toList(),
                known -> known.parameter().name(),
                ParameterPage.Asked.of(caller, request, request.maxResults().orElse(USUAL), request.nextToken()));
        return DescribeParametersResult.builder()
                .parameters(
                        page.items().stream().map(known -> shape(caller, known)).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static ParameterMetadata shape(Caller caller, Known known) {
        ParameterVersion latest = known.latest();
        return ParameterMetadata.builder()
                .name(known.parameter().name())
                .arn(known.parameter().arn(caller.realm()))
                .type(latest.said().type())
                .keyId(ParameterStore.some(latest.said().keyId()))
                .lastModifiedDate(latest.modifiedAt())
                .lastModifiedUser(latest.modifiedBy())
                .description(ParameterStore.some(latest.said().text()))
                .allowedPattern(ParameterStore.some(latest.said().allowedPattern()))
                .version(latest.number())
                .tier(latest.said().tier())
                .policies(List.of())
                .dataType(latest.said().dataType())
                .build();
    }
}
