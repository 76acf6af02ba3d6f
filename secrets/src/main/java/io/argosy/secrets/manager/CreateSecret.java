package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.CreateSecretRequest;
import io.argosy.shapes.secretsmanager.CreateSecretResponse;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// `CreateSecret`: a secret, with its first value or without one.
final class CreateSecret implements Operation<CreateSecretRequest, CreateSecretResponse> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]+");
    private static final int MOST = 10_000;

    private final SecretStore secrets;
    private final Supplier<String> suffixes;

    CreateSecret(SecretStore secrets, Supplier<String> suffixes) {
        this.secrets = secrets;
        this.suffixes = suffixes;
    }

    @Override
    public OperationModel<CreateSecretRequest, CreateSecretResponse> model() {
        return SecretsManager.CREATE_SECRET;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateSecretRequest request) {
        return secrets.on("CreateSecret", caller, request.name()).stream()
                .map(wanted ->
                        wanted.with("secretsmanager:Name", request.name()).withTags(SecretTags.values(request.tags())))
                .toList();
    }

    @Override
    public CreateSecretResponse handle(Caller caller, CreateSecretRequest request) {
        check(request);
        Optional<GivenValue> value = GivenValue.of(request.secretString(), request.secretBinary());
        String token = NewVersion.token(request.clientRequestToken());
        StoredSecret made = secrets.write(caller, tx -> made(tx, caller, request, new NewVersion(token, value)));
        return CreateSecretResponse.builder()
                .arn(made.arn(caller.realm()))
                .name(made.name())
                .versionId(value.map(_ -> token))
                .build();
    }

    private static void check(CreateSecretRequest request) {
        if (!NAME.matcher(request.name()).matches()) {
            throw new io.argosy.model.ApiError(
                            "ValidationException",
                            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
                                    + " following: -/_+=.@!")
                    .thrown();
        }
        SecretErrors.requireNone(
                "AddReplicaRegions", request.addReplicaRegions().isPresent());
        SecretErrors.requireNone("Type", request.type().isPresent());
    }

    private StoredSecret made(AccountTransaction tx, Caller caller, CreateSecretRequest request, NewVersion first) {
        SecretsState state = SecretsState.of(tx.state());
        Optional<StoredSecret> known = state.secret(request.name());
        if (known.isPresent()) {
            return again(state, caller, known.get(), first);
        }
        if (state.secrets().size() >= MOST) {
            throw SecretErrors.limit("You've reached the limit of " + MOST + " secrets.");
        }
        var secret = new StoredSecret(
                request.name(),
                suffixes.get(),
                request.description().orElse(""),
                request.kmsKeyId().orElse(""),
                SecretTags.added(List.of(), request.tags().orElse(List.of())),
                tx.now(),
                tx.now(),
                new StoredSecret.Deletion.None());
        tx.add(secret);
        first.value()
                .ifPresent(
                        value -> secrets.add(tx, caller, secret, first.token(), value, List.of(SecretVersion.CURRENT)));
        return secret;
    }

    /// A request that is repeated is answered as it was the first time.
    private StoredSecret again(SecretsState state, Caller caller, StoredSecret known, NewVersion first) {
        if (known.leaving()) {
            throw SecretErrors.request("You can't create this secret because a secret with this name is already"
                    + " scheduled for deletion.");
        }
        boolean same = state.version(known, first.token()).isPresent()
                && first.value()
                        .filter(value -> secrets.repeated(state, caller, known, first.token(), value))
                        .isPresent();
        if (!same) {
            throw SecretErrors.exists("The operation failed because the secret " + known.name() + " already exists.");
        }
        return known;
    }
}
