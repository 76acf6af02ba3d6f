package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.secrets.sealing.Envelope;
import io.argosy.secrets.sealing.SealedValue;
import io.argosy.shapes.ssm.Parameter;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The parameters of the caller's account and region, their values sealed and opened.
final class ParameterStore {
    private final Stores stores;
    private final Envelope envelope;

    ParameterStore(Stores stores, Envelope envelope) {
        this.stores = stores;
        this.envelope = envelope;
    }

    ParametersState read(Caller caller) {
        return ParametersState.of(stores.account(caller.realm()).read());
    }

    <R> R write(Caller caller, Function<AccountTransaction, R> command) {
        return stores.account(caller.realm()).write(command);
    }

    StoredParameter existing(ParametersState state, Caller caller, String name) {
        return state.parameter(ParameterId.of(name, caller.realm())).orElseThrow(() -> SsmErrors.notFound(name));
    }

    /// The version that a selector names, or the latest.
    ParameterVersion version(ParametersState state, StoredParameter parameter, ParameterId id) {
        return found(state, parameter, id)
                .orElseThrow(() ->
                        SsmErrors.noVersion(parameter.name(), id.selector().orElse("")));
    }

    static Optional<ParameterVersion> found(ParametersState state, StoredParameter parameter, ParameterId id) {
        if (id.selector().isEmpty()) {
            return Optional.of(state.latest(parameter));
        }
        String selector = id.selector().get();
        return selector.matches("[0-9]{1,18}")
                ? state.version(parameter, Long.parseLong(selector))
                : state.labelled(parameter, selector);
    }

    static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    List<Permission> on(String action, Caller caller, String name) {
        return onEach(action, caller, List.of(name));
    }

    List<Permission> onEach(String action, Caller caller, List<String> names) {
        ParametersState state = read(caller);
        return names.stream()
                .distinct()
                .map(name -> on(action, caller, state, name))
                .toList();
    }

    private static Permission on(String action, Caller caller, ParametersState state, String name) {
        ParameterId id = ParameterId.of(name, caller.realm());
        boolean foreign = id.name().startsWith("arn:");
        Permission wanted =
                Permission.on("ssm:" + action, foreign ? name : StoredParameter.arnOf(caller.realm(), id.name()));
        List<io.argosy.shapes.ssm.Tag> tags =
                state.parameter(id).map(StoredParameter::tags).orElse(List.of());
        for (var tag : tags) {
            wanted = wanted.with("aws:ResourceTag/" + tag.key(), tag.value())
                    .with("ssm:resourceTag/" + tag.key(), tag.value());
        }
        return wanted;
    }

    private static String place(Caller caller, StoredParameter parameter, long version) {
        return parameter.arn(caller.realm()) + "|" + parameter.name() + "|" + version;
    }

    SealedValue sealed(Caller caller, StoredParameter parameter, long version, Secret value) {
        return envelope.seal(place(caller, parameter, version), value);
    }

    /// A secure one is told as it lies here, unless it is asked for in clear.
    String value(Caller caller, StoredParameter parameter, ParameterVersion version, boolean decrypted) {
        return version.secure() && !decrypted
                ? version.value().text()
                : envelope.open(place(caller, parameter, version.number()), version.value())
                        .reveal();
    }

    Parameter shape(
            Caller caller,
            StoredParameter parameter,
            ParameterVersion version,
            Optional<String> selector,
            boolean decrypted) {
        return Parameter.builder()
                .name(parameter.name())
                .type(version.said().type())
                .value(value(caller, parameter, version, decrypted))
                .version(version.number())
                .selector(selector)
                .lastModifiedDate(version.modifiedAt())
                .arn(parameter.arn(caller.realm()))
                .dataType(version.said().dataType())
                .build();
    }

    static void remove(AccountTransaction tx, StoredParameter parameter) {
        ParametersState.of(tx.state()).versionsOf(parameter).forEach(tx::remove);
        tx.remove(parameter);
    }
}
