package io.argosy.schedules.webhooks;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import io.argosy.shapes.events.DescribeApiDestinationRequest;
import io.argosy.shapes.events.DescribeApiDestinationResponse;
import io.argosy.shapes.events.Events;
import io.argosy.state.AccountState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeApiDestination`: an address, and whether its connection is there.
final class DescribeApiDestination implements Operation<DescribeApiDestinationRequest, DescribeApiDestinationResponse> {
    private final WebhookStore webhooks;

    DescribeApiDestination(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public OperationModel<DescribeApiDestinationRequest, DescribeApiDestinationResponse> model() {
        return Events.DESCRIBE_API_DESTINATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeApiDestinationRequest request) {
        return WebhookStore.onDestination("DescribeApiDestination", caller, request.name());
    }

    @Override
    public DescribeApiDestinationResponse handle(Caller caller, DescribeApiDestinationRequest request) {
        AccountState state = webhooks.read(caller.realm());
        ApiDestination destination = WebhookStore.destination(state, request.name());
        CreateApiDestinationRequest content = destination.content();
        return DescribeApiDestinationResponse.builder()
                .apiDestinationArn(destination.arn(caller.realm()))
                .name(destination.name())
                .description(content.description())
                .apiDestinationState(ListApiDestinations.state(state, destination, caller.realm()))
                .connectionArn(content.connectionArn())
                .invocationEndpoint(content.invocationEndpoint())
                .httpMethod(content.httpMethod())
                .invocationRateLimitPerSecond(
                        content.invocationRateLimitPerSecond().orElse(300))
                .creationTime(destination.createdAt())
                .lastModifiedTime(destination.createdAt())
                .build();
    }
}
