package io.argosy.schedules.webhooks;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.schedules.lists.NamedPage;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.ListApiDestinationsRequest;
import io.argosy.shapes.events.ListApiDestinationsResponse;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListApiDestinations`: by name.
final class ListApiDestinations implements Operation<ListApiDestinationsRequest, ListApiDestinationsResponse> {
    private final WebhookStore webhooks;

    ListApiDestinations(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public OperationModel<ListApiDestinationsRequest, ListApiDestinationsResponse> model() {
        return Events.LIST_API_DESTINATIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListApiDestinationsRequest request) {
        return List.of(Permission.on("events:ListApiDestinations"));
    }

    @Override
    public ListApiDestinationsResponse handle(Caller caller, ListApiDestinationsRequest request) {
        AccountState state = webhooks.read(caller.realm());
        String prefix = request.namePrefix().orElse("");
        NamedPage<ApiDestination> page = NamedPage.of(
                state.table(ApiDestination.KIND).values().stream()
                        .filter(one -> one.name().startsWith(prefix))
                        .filter(one -> request.connectionArn().isEmpty()
                                || request.connectionArn()
                                        .get()
                                        .equals(one.content().connectionArn())),
                ApiDestination::name,
                PageTokens.of(caller.realm(), request),
                request.limit(),
                request.nextToken());
        return ListApiDestinationsResponse.builder()
                .apiDestinations(page.items().stream()
                        .map(one -> shape(state, one, caller.realm()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static io.argosy.shapes.events.ApiDestination shape(
            AccountState state, ApiDestination one, AccountRegion realm) {
        return io.argosy.shapes.events.ApiDestination.builder()
                .apiDestinationArn(one.arn(realm))
                .name(one.name())
                .apiDestinationState(state(state, one, realm))
                .connectionArn(one.content().connectionArn())
                .invocationEndpoint(one.content().invocationEndpoint())
                .httpMethod(one.content().httpMethod())
                .invocationRateLimitPerSecond(
                        one.content().invocationRateLimitPerSecond().orElse(300))
                .creationTime(one.createdAt())
                .lastModifiedTime(one.createdAt())
                .build();
    }

    static String state(AccountState state, ApiDestination one, AccountRegion realm) {
        boolean there = state.table(Connection.KIND).values().stream()
                .anyMatch(
                        connection -> connection.arn(realm).equals(one.content().connectionArn()));
        return there ? "ACTIVE" : "INACTIVE";
    }
}
