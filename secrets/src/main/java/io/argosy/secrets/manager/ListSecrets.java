package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.ListSecretsRequest;
import io.argosy.shapes.secretsmanager.ListSecretsResponse;
import io.argosy.shapes.secretsmanager.SecretListEntry;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `ListSecrets`: the secrets of the region, those to be deleted on demand, without their values.
final class ListSecrets implements Operation<ListSecretsRequest, ListSecretsResponse> {
    private final SecretStore secrets;

    ListSecrets(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<ListSecretsRequest, ListSecretsResponse> model() {
        return SecretsManager.LIST_SECRETS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListSecretsRequest request) {
        return List.of(Permission.on("secretsmanager:ListSecrets"));
    }

    @Override
    public ListSecretsResponse handle(Caller caller, ListSecretsRequest request) {
        SecretsState state = secrets.read(caller);
        boolean leaving = request.includePlannedDeletion().orElse(false);
        Function<StoredSecret, String> key = key(request.sortBy().orElse("created-date"));
        Comparator<StoredSecret> order = Comparator.comparing(key);
        Page<StoredSecret> page = Page.of(
                state.secrets().values().stream()
                        .filter(secret -> leaving || !secret.leaving())
                        .filter(SecretFilters.of(request.filters().orElse(List.of())))
                        .sorted(request.sortOrder().orElse("asc").equals("desc") ? order.reversed() : order)
                        .toList(),
                key,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListSecretsResponse.builder()
                .secretList(page.items().stream()
                        .map(secret -> entry(state, caller, secret))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Function<StoredSecret, String> key(String by) {
        return switch (by) {
            case "name" -> StoredSecret::name;
            case "created-date" -> secret -> Page.moment(secret.createdAt()) + secret.name();
            case "last-changed-date" -> secret -> Page.moment(secret.changedAt()) + secret.name();
            default -> throw SecretErrors.parameter("SortBy " + by + " is not available in this version of Argosy.");
        };
    }

    private static SecretListEntry entry(SecretsState state, Caller caller, StoredSecret secret) {
        return SecretListEntry.builder()
                .arn(secret.arn(caller.realm()))
                .name(secret.name())
                .description(DescribeSecret.some(secret.description()))
                .kmsKeyId(DescribeSecret.some(secret.kmsKeyId()))
                .lastChangedDate(secret.changedAt())
                .createdDate(secret.createdAt())
                .deletedDate(DescribeSecret.deleted(secret))
                .tags(secret.tags())
                .secretVersionsToStages(
                        Optional.of(DescribeSecret.stages(state, secret)).filter(stages -> !stages.isEmpty()))
                .build();
    }
}
