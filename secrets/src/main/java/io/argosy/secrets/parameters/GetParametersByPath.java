package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.secrets.parameters.ParameterFilters.Known;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.GetParametersByPathRequest;
import io.argosy.shapes.ssm.GetParametersByPathResult;
import io.argosy.shapes.ssm.ParameterStringFilter;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `GetParametersByPath`: the parameters of a folder, or of all folders under it.
final class GetParametersByPath implements Operation<GetParametersByPathRequest, GetParametersByPathResult> {
    private static final int USUAL = 10;

    private final ParameterStore parameters;

    GetParametersByPath(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<GetParametersByPathRequest, GetParametersByPathResult> model() {
        return Ssm.GET_PARAMETERS_BY_PATH;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetParametersByPathRequest request) {
        return List.of(Permission.on(
                "ssm:GetParametersByPath", StoredParameter.arnOf(caller.realm(), folder(request.path()))));
    }

    @Override
    public GetParametersByPathResult handle(Caller caller, GetParametersByPathRequest request) {
        if (!request.path().startsWith("/")) {
            throw SsmErrors.validation("The parameter doesn't meet the parameter name requirements. The parameter name"
                    + " must begin with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\""
                    + " (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), -"
                    + " (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must"
                    + " use the forward slash symbol \"/\". Valid example: /get/parameters2-/by1./path0_.");
        }
        List<ParameterStringFilter> filters = request.parameterFilters().orElse(List.of());
        ParameterFilters.checkByPath(filters);
        ParametersState state = parameters.read(caller);
        boolean recursive = request.recursive().orElse(false);
        ParameterPage<Known> page = ParameterPage.of(
                state.parameters().values().stream()
                        .filter(parameter -> ParameterFilters.under(parameter, request.path(), recursive))
                        .map(parameter -> new Known(parameter, state.latest(parameter)))
                        .filter(ParameterFilters.of(filters))
                        .sorted(Comparator.comparing(known -> known.parameter().name()))
                        .toList(),
                known -> known.parameter().name(),
                ParameterPage.Asked.of(caller, request, request.maxResults().orElse(USUAL), request.nextToken()));
        boolean decrypted = request.withDecryption().orElse(false);
        return GetParametersByPathResult.builder()
                .parameters(page.items().stream()
                        .map(known -> parameters.shape(
                                caller, known.parameter(), known.latest(), Optional.empty(), decrypted))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static String folder(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
