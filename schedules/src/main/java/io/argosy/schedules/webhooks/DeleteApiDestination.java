package io.argosy.schedules.webhooks;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.DeleteApiDestinationRequest;
import io.argosy.shapes.events.DeleteApiDestinationResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteApiDestination`: what names it cannot reach it any more.
final class DeleteApiDestination implements Operation<DeleteApiDestinationRequest, DeleteApiDestinationResponse> {
    private final WebhookStore webhooks;

    DeleteApiDestination(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public OperationModel<DeleteApiDestinationRequest, DeleteApiDestinationResponse> model() {
        return Events.DELETE_API_DESTINATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteApiDestinationRequest request) {
        return WebhookStore.onDestination("DeleteApiDestination", caller, request.name());
    }

    @Override
    public DeleteApiDestinationResponse handle(Caller caller, DeleteApiDestinationRequest request) {
        return webhooks.write(caller, tx -> {
            tx.remove(WebhookStore.destination(tx.state(), request.name()));
            return DeleteApiDestinationResponse.builder().build();
        });
    }
}
