package io.argosy.secrets.parameters;

import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The parameters of an account region at one moment.
record ParametersState(Table<StoredParameter> parameters, Table<ParameterVersion> versions) {
    static ParametersState of(AccountState account) {
        return new ParametersState(account.table(StoredParameter.KIND), account.table(ParameterVersion.KIND));
    }

    /// By name, or by ARN.
    Optional<StoredParameter> parameter(ParameterId id) {
        return parameters.get(id.name()).or(() -> id.shortName().flatMap(parameters::get));
    }

    ParameterVersion latest(StoredParameter parameter) {
        return version(parameter, parameter.latest()).orElseThrow();
    }

    Optional<ParameterVersion> version(StoredParameter parameter, long number) {
        return versions.get(ParameterVersion.key(parameter.name(), number));
    }

    Optional<ParameterVersion> labelled(StoredParameter parameter, String label) {
        return versionsOf(parameter).stream()
                .filter(version -> version.labels().contains(label))
                .findFirst();
    }

    /// The oldest first.
    List<ParameterVersion> versionsOf(StoredParameter parameter) {
        return versions.under(ParameterVersion.BY_PARAMETER, parameter.name()).stream()
                .sorted(Comparator.comparingLong(ParameterVersion::number))
                .toList();
    }
}
