package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.secrets.parameters.ParameterVersion.Description;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.PutParameterRequest;
import io.argosy.shapes.ssm.PutParameterResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.shapes.ssm.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `PutParameter`: a parameter, or with `Overwrite` another version of one.
final class PutParameter implements Operation<PutParameterRequest, PutParameterResult> {
    private static final int MOST = 10_000;
    private static final int MOST_VERSIONS = 100;
    private static final String USUAL_KEY = "alias/aws/ssm";

    private final ParameterStore parameters;

    PutParameter(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<PutParameterRequest, PutParameterResult> model() {
        return Ssm.PUT_PARAMETER;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutParameterRequest request) {
        return parameters.on("PutParameter", caller, request.name()).stream()
                .map(wanted -> wanted.with(
                                "ssm:Overwrite",
                                String.valueOf(request.overwrite().orElse(false)))
                        .withTags(request.tags().orElse(List.of()).stream()
                                .collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first))))
                .toList();
    }

    @Override
    public PutParameterResult handle(Caller caller, PutParameterRequest request) {
        ParameterId id = ParameterId.of(request.name(), caller.realm());
        String name = id.selector().isPresent() ? request.name() : id.name();
        check(name, request);
        String tier = ParameterRules.tier(request);
        return parameters.write(caller, tx -> {
            ParametersState state = ParametersState.of(tx.state());
            Optional<StoredParameter> known = state.parameter(ParameterId.of(request.name(), caller.realm()));
            Description said = said(request, tier, known.map(state::latest));
            StoredParameter put = known.map(old -> again(tx, old, request)).orElseGet(() -> first(tx, name, request));
            add(tx, caller, put, said, request.value());
            return PutParameterResult.builder().version(put.latest()).tier(tier).build();
        });
    }

    private static void check(String name, PutParameterRequest request) {
        ParameterRules.checkName(name);
        if (request.policies().filter(text -> !text.isBlank()).isPresent()) {
            throw SsmErrors.of("InvalidPolicyTypeException", "Policies are not available in this version of Argosy.");
        }
        if (!request.dataType().orElse("text").equals("text")) {
            throw SsmErrors.validation("The following data type is not supported: "
                    + request.dataType().orElse("") + " (Data type names are all lowercase.)");
        }
        if (request.overwrite().orElse(false) && request.tags().isPresent()) {
            throw SsmErrors.validation("Invalid request: tags and overwrite can't be used together. To create a"
                    + " parameter with tags, please remove overwrite flag. To update tags for an existing parameter,"
                    + " please use AddTagsToResource or RemoveTagsFromResource.");
        }
        ParameterRules.checkValue(request.value(), request.type().orElse(""));
        ParameterRules.checkPattern(request.value(), request.allowedPattern().orElse(""));
    }

    private static StoredParameter first(AccountTransaction tx, String name, PutParameterRequest request) {
        if (ParametersState.of(tx.state()).parameters().size() >= MOST) {
            throw SsmErrors.limit(MOST);
        }
        var made = new StoredParameter(
                name, 1, ParameterTags.added(List.of(), request.tags().orElse(List.of())));
        tx.add(made);
        return made;
    }

    private static StoredParameter again(AccountTransaction tx, StoredParameter known, PutParameterRequest request) {
        if (!request.overwrite().orElse(false)) {
            throw SsmErrors.exists();
        }
        makeRoom(tx, known);
        StoredParameter next = known.at(known.latest() + 1);
        tx.update(next);
        return next;
    }

    /// The oldest version goes, unless somebody has put a label on it.
    private static void makeRoom(AccountTransaction tx, StoredParameter parameter) {
        List<ParameterVersion> versions = ParametersState.of(tx.state()).versionsOf(parameter);
        if (versions.size() < MOST_VERSIONS) {
            return;
        }
        ParameterVersion oldest = versions.getFirst();
        if (!oldest.labels().isEmpty()) {
            throw SsmErrors.of(
                    "ParameterMaxVersionLimitExceeded",
                    "You attempted to create a new version of " + parameter.name() + " by calling the PutParameter API"
                            + " with the overwrite flag. Version " + oldest.number() + ", the oldest version, can't be"
                            + " deleted because it has a label associated with it. Move the label to another version"
                            + " of the parameter, and try again.");
        }
        tx.remove(oldest);
    }

    /// What a later version does not say anew is as it was.
    private static Description said(PutParameterRequest request, String tier, Optional<ParameterVersion> before) {
        Optional<Description> old = before.map(ParameterVersion::said);
        String type = request.type()
                .or(() -> old.map(Description::type))
                .orElseThrow(() -> SsmErrors.validation("A parameter type is required when you create a parameter."));
        boolean secure = type.equals(ParameterVersion.SECURE);
        return new Description(
                type,
                tier,
                "text",
                secure
                        ? request.keyId()
                                .or(() -> old.map(Description::keyId).filter(key -> !key.isEmpty()))
                                .orElse(USUAL_KEY)
                        : "",
                request.description().or(() -> old.map(Description::text)).orElse(""),
                request.allowedPattern().orElse(""));
    }

    private void add(AccountTransaction tx, Caller caller, StoredParameter put, Description said, String value) {
        tx.add(new ParameterVersion(
                put.name(),
                put.latest(),
                said,
                parameters.sealed(caller, put, put.latest(), new Secret(value)),
                List.of(),
                tx.now(),
                caller.principalArn()));
    }
}
