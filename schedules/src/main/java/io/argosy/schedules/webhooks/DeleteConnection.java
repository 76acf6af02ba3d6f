package io.argosy.schedules.webhooks;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.DeleteConnectionRequest;
import io.argosy.shapes.events.DeleteConnectionResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteConnection`: with its secret. Destinations that use it are INACTIVE then.
final class DeleteConnection implements Operation<DeleteConnectionRequest, DeleteConnectionResponse> {
    private final WebhookStore webhooks;
    private final ConnectionSecret secrets;

    DeleteConnection(WebhookStore webhooks, ConnectionSecret secrets) {
        this.webhooks = webhooks;
        this.secrets = secrets;
    }

    @Override
    public OperationModel<DeleteConnectionRequest, DeleteConnectionResponse> model() {
        return Events.DELETE_CONNECTION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteConnectionRequest request) {
        return WebhookStore.onConnection("DeleteConnection", caller, request.name());
    }

    @Override
    public DeleteConnectionResponse handle(Caller caller, DeleteConnectionRequest request) {
        Connection removed = webhooks.write(caller, tx -> {
            Connection connection = WebhookStore.connection(tx.state(), request.name());
            tx.remove(connection);
            return connection;
        });
        secrets.remove(caller.realm(), removed.secretArn());
        return DeleteConnectionResponse.builder()
                .connectionArn(removed.arn(caller.realm()))
                .connectionState("DELETING")
                .creationTime(removed.createdAt())
                .lastModifiedTime(removed.createdAt())
                .build();
    }
}
