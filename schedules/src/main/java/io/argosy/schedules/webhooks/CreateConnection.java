package io.argosy.schedules.webhooks;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.events.CreateConnectionAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionRequest;
import io.argosy.shapes.events.CreateConnectionResponse;
import io.argosy.shapes.events.Events;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.function.Supplier;

/// `CreateConnection`: with a key in a header, or a user and a password; others are refused by name.
final class CreateConnection implements Operation<CreateConnectionRequest, CreateConnectionResponse> {
    private final WebhookStore webhooks;
    private final ConnectionSecret secrets;
    private final Supplier<String> ids;

    CreateConnection(WebhookStore webhooks, ConnectionSecret secrets, Supplier<String> ids) {
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.ids = ids;
    }

    private record Login(String user, String secret) {}

    @Override
    public OperationModel<CreateConnectionRequest, CreateConnectionResponse> model() {
        return Events.CREATE_CONNECTION;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateConnectionRequest request) {
        return WebhookStore.onConnection("CreateConnection", caller, request.name());
    }

    @Override
    public CreateConnectionResponse handle(Caller caller, CreateConnectionRequest request) {
        Login login = login(request);
        if (webhooks.read(caller.realm())
                .table(Connection.KIND)
                .get(request.name())
                .isPresent()) {
            throw exists(request);
        }
        String id = ids.get();
        String secret = secrets.put(caller.realm(), request.name(), id, login.secret());
        Connection made = webhooks.write(caller, tx -> {
            if (tx.state().table(Connection.KIND).get(request.name()).isPresent()) {
                throw exists(request);
            }
            var connection = new Connection(
                    request.name(),
                    id,
                    request.description().orElse(""),
                    request.authorizationType(),
                    login.user(),
                    secret,
                    tx.now());
            tx.add(connection);
            return connection;
        });
        return CreateConnectionResponse.builder()
                .connectionArn(made.arn(caller.realm()))
                .connectionState("AUTHORIZED")
                .creationTime(made.createdAt())
                .lastModifiedTime(made.createdAt())
                .build();
    }

    private static RuntimeException exists(CreateConnectionRequest request) {
        return WebhookStore.exists("Connection " + request.name() + " already exists.");
    }

    private static Login login(CreateConnectionRequest request) {
        CreateConnectionAuthRequestParameters given = request.authParameters();
        if (given.invocationHttpParameters().isPresent()
                || given.connectivityParameters().isPresent()
                || request.invocationConnectivityParameters().isPresent()) {
            throw WebhookStore.invalid(
                    "InvocationHttpParameters and private connections are not available in this version of Argosy.");
        }
        return switch (request.authorizationType()) {
            case Connection.API_KEY ->
                given.apiKeyAuthParameters()
                        .map(key -> new Login(key.apiKeyName(), key.apiKeyValue()))
                        .orElseThrow(() -> missing("ApiKeyAuthParameters"));
            case Connection.BASIC ->
                given.basicAuthParameters()
                        .map(basic -> new Login(basic.username(), basic.password()))
                        .orElseThrow(() -> missing("BasicAuthParameters"));
            default ->
                throw WebhookStore.invalid("AuthorizationType " + request.authorizationType()
                        + " is not available in this version of Argosy.");
        };
    }

    private static RuntimeException missing(String block) {
        return WebhookStore.invalid("Parameter " + block + " is not valid. Reason: Missing required field(s)");
    }
}
