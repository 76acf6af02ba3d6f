package io.argosy.schedules.webhooks;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.model.Kind;
import io.argosy.schedules.runs.Attempt;
import io.argosy.schedules.runs.RunState;
import io.argosy.state.AccountState;
import io.argosy.state.Stores;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import io.argosy.wire.Outbound;
import io.argosy.wire.WebhookCall;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends to API destinations, signed with the secret of their connection, and has the operations on both.
public final class Webhooks implements AutoCloseable {
    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = List.of(Connection.KIND, ApiDestination.KIND);

    /// `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY` under the connection's secret.
    static final String SIGNATURE = "X-Argosy-Signature";

    private static final int OK = 2;
    private static final int HUNDRED = 100;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;
    private static final Duration DIALING = Duration.ofSeconds(5);

    private final WebhookStore store;
    private final ConnectionSecret secrets;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private Optional<Outbound> outbound = Optional.empty();

    public Webhooks(
            Stores stores, LocalCalls calls, WebhookSettings settings, InstantSource clock, Supplier<String> ids) {
        this.store = new WebhookStore(stores);
        this.secrets = new ConnectionSecret(calls);
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    public List<Operation<?, ?>> operations() {
        return List.of(
                new CreateConnection(store, secrets, ids),
                new DescribeConnection(store),
                new ListConnections(store),
                new DeleteConnection(store, secrets),
                new CreateApiDestination(store, ids, settings.local()),
                new DescribeApiDestination(store),
                new ListApiDestinations(store),
                new DeleteApiDestination(store));
    }

    /// Sends a body to the destination of this ARN.
    public Attempt send(String arn, String body, AccountRegion realm) {
        AccountState state = store.read(realm);
        Optional<ApiDestination> destination = state.table(ApiDestination.KIND).values().stream()
                .filter(one -> one.arn(realm).equals(arn))
                .findFirst();
        Optional<Connection> connection = destination.flatMap(known -> state.table(Connection.KIND).values().stream()
                .filter(one -> one.arn(realm).equals(known.content().connectionArn()))
                .findFirst());
        if (connection.isEmpty()) {
            return new Attempt.Refused(new RunState.Problem(
                    "ResourceNotFoundException", "The API destination " + arn + " or its connection is not there."));
        }
        return send(destination.get(), connection.get(), body, realm);
    }

    private Attempt send(ApiDestination destination, Connection connection, String body, AccountRegion realm) {
        try {
            String secret = secrets.get(realm, connection.secretArn());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            int status = new WebhookCall(client(), settings.timeout(), settings.local())
                    .send(
                            destination.content().httpMethod(),
                            URI.create(destination.content().invocationEndpoint()),
                            headers(connection, secret, bytes),
                            bytes);
            return answered(status);
        } catch (IOException failed) {
            return new Attempt.Trouble(
                    new RunState.Problem("SDK.ConnectionError", String.valueOf(failed.getMessage())));
        } catch (ApiException gone) {
            return new Attempt.Refused(
                    new RunState.Problem(gone.error().code(), gone.error().message()));
        }
    }

    private static Attempt answered(int status) {
        if (status / HUNDRED == OK) {
            return new Attempt.Done();
        }
        var problem = new RunState.Problem("HTTP_" + status, "The address answered with the status " + status + ".");
        return status == TOO_MANY || status >= SERVER_FAULT
                ? new Attempt.Trouble(problem)
                : new Attempt.Refused(problem);
    }

    private Map<String, String> headers(Connection connection, String secret, byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Amazon/EventBridge/ApiDestinations");
        headers.put(SIGNATURE, "t=" + seconds + ",v1=" + hmac(secret, seconds, body));
        if (connection.type().equals(Connection.BASIC)) {
            String login = connection.user() + ":" + secret;
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        } else {
            headers.put(connection.user(), secret);
        }
        return headers;
    }

    static String hmac(String secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    /// Made when something is sent for the first time: most servers never do.
    private synchronized Outbound client() throws IOException {
        if (outbound.isEmpty()) {
            outbound = Optional.of(new Outbound(DIALING));
        }
        return outbound.get();
    }

    @Override
    public synchronized void close() {
        outbound.ifPresent(Outbound::close);
    }
}
