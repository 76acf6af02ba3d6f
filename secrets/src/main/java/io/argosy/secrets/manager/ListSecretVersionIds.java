package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.ListSecretVersionIdsRequest;
import io.argosy.shapes.secretsmanager.ListSecretVersionIdsResponse;
import io.argosy.shapes.secretsmanager.SecretVersionsListEntry;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `ListSecretVersionIds`: the versions of a secret, the oldest first; those without a stage on demand.
final class ListSecretVersionIds implements Operation<ListSecretVersionIdsRequest, ListSecretVersionIdsResponse> {
    private final SecretStore secrets;

    ListSecretVersionIds(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<ListSecretVersionIdsRequest, ListSecretVersionIdsResponse> model() {
        return SecretsManager.LIST_SECRET_VERSION_IDS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListSecretVersionIdsRequest request) {
        return secrets.on("ListSecretVersionIds", caller, request.secretId());
    }

    @Override
    public ListSecretVersionIdsResponse handle(Caller caller, ListSecretVersionIdsRequest request) {
        SecretsState state = secrets.read(caller);
        StoredSecret secret = secrets.existing(state, caller, request.secretId());
        boolean all = request.includeDeprecated().orElse(false);
        Page<SecretVersion> page = Page.of(
                state.versionsOf(secret).stream()
                        .filter(version -> all || !version.stages().isEmpty())
                        .toList(),
                version -> Page.moment(version.createdAt()) + version.id(),
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListSecretVersionIdsResponse.builder()
                .arn(secret.arn(caller.realm()))
                .name(secret.name())
                .versions(page.items().stream().map(ListSecretVersionIds::entry).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static SecretVersionsListEntry entry(SecretVersion version) {
        return SecretVersionsListEntry.builder()
                .versionId(version.id())
                .versionStages(Optional.of(version.stages()).filter(stages -> !stages.isEmpty()))
                .createdDate(version.createdAt())
                .build();
    }
}
