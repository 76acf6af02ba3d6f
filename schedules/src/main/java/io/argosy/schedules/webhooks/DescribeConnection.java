package io.argosy.schedules.webhooks;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.ConnectionApiKeyAuthResponseParameters;
import io.argosy.shapes.events.ConnectionAuthResponseParameters;
import io.argosy.shapes.events.ConnectionBasicAuthResponseParameters;
import io.argosy.shapes.events.DescribeConnectionRequest;
import io.argosy.shapes.events.DescribeConnectionResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeConnection`: all of it but its secret.
final class DescribeConnection implements Operation<DescribeConnectionRequest, DescribeConnectionResponse> {
    private final WebhookStore webhooks;

    DescribeConnection(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    public OperationModel<DescribeConnectionRequest, DescribeConnectionResponse> model() {
        return Events.DESCRIBE_CONNECTION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeConnectionRequest request) {
        return WebhookStore.onConnection("DescribeConnection", caller, request.name());
    }

    @Override
    public DescribeConnectionResponse handle(Caller caller, DescribeConnectionRequest request) {
        Connection connection = WebhookStore.connection(webhooks.read(caller.realm()), request.name());
        return DescribeConnectionResponse.builder()
                .connectionArn(connection.arn(caller.realm()))
                .name(connection.name())
                .description(Optional.of(connection.description()).filter(text -> !text.isEmpty()))
                .connectionState("AUTHORIZED")
                .authorizationType(connection.type())
                .secretArn(connection.secretArn())
                .authParameters(parameters(connection))
                .creationTime(connection.createdAt())
                .lastModifiedTime(connection.createdAt())
                .lastAuthorizedTime(connection.createdAt())
                .build();
    }

    private static ConnectionAuthResponseParameters parameters(Connection connection) {
        var parameters = ConnectionAuthResponseParameters.builder();
        return connection.type().equals(Connection.BASIC)
                ? parameters
                        .basicAuthParameters(ConnectionBasicAuthResponseParameters.builder()
                                .username(connection.user())
                                .build())
                        .build()
                : parameters
                        .apiKeyAuthParameters(ConnectionApiKeyAuthResponseParameters.builder()
                                .apiKeyName(connection.user())
                                .build())
                        .build();
    }
}
