package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.secretsmanager.TagResourceRequest;
import io.argosy.shapes.secretsmanager.TagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `TagResource`: adds tags to a secret, or gives those it has other values.
final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final SecretStore secrets;

    TagResource(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<TagResourceRequest, TagResourceResponse> model() {
        return SecretsManager.TAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagResourceRequest request) {
        return secrets.on("TagResource", caller, request.secretId()).stream()
                .map(wanted -> wanted.withTags(SecretTags.values(Optional.of(request.tags()))))
                .toList();
    }

    @Override
    public TagResourceResponse handle(Caller caller, TagResourceRequest request) {
        secrets.write(caller, tx -> {
            StoredSecret secret = secrets.live(SecretsState.of(tx.state()), caller, request.secretId());
            tx.update(secret.tagged(SecretTags.added(secret.tags(), request.tags()), tx.now()));
            return secret;
        });
        return TagResourceResponse.builder().build();
    }
}
