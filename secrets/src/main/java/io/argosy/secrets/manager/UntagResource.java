package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.secretsmanager.UntagResourceRequest;
import io.argosy.shapes.secretsmanager.UntagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UntagResource`: takes tags from a secret.
final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final SecretStore secrets;

    UntagResource(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<UntagResourceRequest, UntagResourceResponse> model() {
        return SecretsManager.UNTAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagResourceRequest request) {
        return secrets.on("UntagResource", caller, request.secretId()).stream()
                .map(wanted -> wanted.withTagKeys(request.tagKeys()))
                .toList();
    }

    @Override
    public UntagResourceResponse handle(Caller caller, UntagResourceRequest request) {
        secrets.write(caller, tx -> {
            StoredSecret secret = secrets.live(SecretsState.of(tx.state()), caller, request.secretId());
            tx.update(secret.tagged(SecretTags.removed(secret.tags(), request.tagKeys()), tx.now()));
            return secret;
        });
        return UntagResourceResponse.builder().build();
    }
}
