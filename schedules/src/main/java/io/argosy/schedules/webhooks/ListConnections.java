package io.argosy.schedules.webhooks;

import io.argosy.model.Caller;
import io.argosy.schedules.lists.NamedPage;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.ListConnectionsRequest;
import io.argosy.shapes.events.ListConnectionsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListConnections`: by name.
final class ListConnections implements Operation<ListConnectionsRequest, ListConnectionsResponse> {
    private final WebhookStore webhooks;

    ListConnections(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public OperationModel<ListConnectionsRequest, ListConnectionsResponse> model() {
        return Events.LIST_CONNECTIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListConnectionsRequest request) {
        return List.of(Permission.on("events:ListConnections"));
    }

    @Override
    public ListConnectionsResponse handle(Caller caller, ListConnectionsRequest request) {
        String prefix = request.namePrefix().orElse("");
        String state = request.connectionState().orElse("AUTHORIZED");
        NamedPage<Connection> page = NamedPage.of(
                webhooks.read(caller.realm()).table(Connection.KIND).values().stream()
                        .filter(one -> one.name().startsWith(prefix) && state.equals("AUTHORIZED")),
                Connection::name,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        return ListConnectionsResponse.builder()
                .connections(page.items().stream()
                        .map(one -> io.argosy.shapes.events.Connection.builder()
                                .connectionArn(one.arn(caller.realm()))
                                .name(one.name())
                                .connectionState("AUTHORIZED")
                                .authorizationType(one.type())
                                .creationTime(one.createdAt())
                                .lastModifiedTime(one.createdAt())
                                .lastAuthorizedTime(one.createdAt())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }
}
