package io.argosy.schedules.webhooks;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import io.argosy.shapes.events.CreateApiDestinationResponse;
import io.argosy.shapes.events.Events;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Supplier;

/// `CreateApiDestination`: an address outside, called as its connection says.
final class CreateApiDestination implements Operation<CreateApiDestinationRequest, CreateApiDestinationResponse> {
    private final WebhookStore webhooks;
    private final Supplier<String> ids;
    private final boolean plain;

    /// `plain` lets addresses be without encryption.
    CreateApiDestination(WebhookStore webhooks, Supplier<String> ids, boolean plain) {
        this.webhooks = webhooks;
        this.ids = ids;
        this.plain = plain;
    }

    @Override
    public OperationModel<CreateApiDestinationRequest, CreateApiDestinationResponse> model() {
        return Events.CREATE_API_DESTINATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateApiDestinationRequest request) {
        return WebhookStore.onDestination("CreateApiDestination", caller, request.name());
    }

    @Override
    public CreateApiDestinationResponse handle(Caller caller, CreateApiDestinationRequest request) {
        requireAddress(request.invocationEndpoint());
        String id = ids.get();
        ApiDestination made = webhooks.write(caller, tx -> {
            requireConnection(tx.state(), caller, request.connectionArn());
            if (tx.state().table(ApiDestination.KIND).get(request.name()).isPresent()) {
                throw WebhookStore.exists("An api-destination '" + request.name() + "' already exists.");
            }
            var destination = new ApiDestination(request.name(), id, request, tx.now());
            tx.add(destination);
            return destination;
        });
        return CreateApiDestinationResponse.builder()
                .apiDestinationArn(made.arn(caller.realm()))
                .apiDestinationState("ACTIVE")
                .creationTime(made.createdAt())
                .lastModifiedTime(made.createdAt())
                .build();
    }

    private static void requireConnection(AccountState state, Caller caller, String arn) {
        boolean known = state.table(Connection.KIND).values().stream()
                .anyMatch(connection -> connection.arn(caller.realm()).equals(arn));
        if (!known) {
            throw WebhookStore.notFound("Connection '" + arn + "' does not exist.");
        }
    }

    private void requireAddress(String text) {
        try {
            var address = new URI(text);
            boolean scheme = "https".equals(address.getScheme()) || plain && "http".equals(address.getScheme());
            if (scheme && address.getHost() != null && address.getUserInfo() == null && !text.contains("*")) {
                return;
            }
        } catch (URISyntaxException malformed) {
            // It is refused like any other that is none.
        }
        throw WebhookStore.invalid(
                "Parameter InvocationEndpoint is not valid. Reason: Endpoint '" + text + "' is not valid");
    }
}
