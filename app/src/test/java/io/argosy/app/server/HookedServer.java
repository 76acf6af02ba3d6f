package io.argosy.app.server;

import com.sun.net.httpserver.HttpServer;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.argosy.ListRunsRequest;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import io.argosy.shapes.events.CreateConnectionApiKeyAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionRequest;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.PutTargetsRequest;
import io.argosy.shapes.events.Target;
import io.argosy.wire.ApiClient;
import io.argosy.wire.FeedClient;
import io.argosy.wire.JoinClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.KeyFiles;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A server that is killed and started again, with a webhook that a rule tells events to and a follower of the feed,
/// who both go on over that.
final class HookedServer implements AutoCloseable {
    private final Path folder;
    private final List<String> settings;
    private final Outbound outbound;
    private final HttpServer hook;
    private final URI endpoint;
    private Process process;
    private volatile boolean done;

    /// `hooked` hears what the webhook is sent.
    HookedServer(Path folder, Consumer<String> hooked, String... settings) throws IOException {
        this.folder = folder;
        this.settings = List.of(settings);
        outbound = new Outbound(Duration.ofSeconds(5));
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        hook.createContext("/", exchange -> {
            hooked.accept(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        hook.start();
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = URI.create("http://127.0.0.1:" + port.getLocalPort());
        }
        process = started();
    }

    private Process started() throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "server",
                "--data-dir",
                folder.toString(),
                "--listen",
                endpoint.getAuthority(),
                "--set",
                "schedules.local-addresses=true"));
        settings.forEach(setting -> words.addAll(List.of("--set", setting)));
        Process server = ProgramProcess.start(words.toArray(String[]::new));
        InputStream log = server.getInputStream();
        Thread.ofVirtual().start(() -> {
            try {
                log.transferTo(OutputStream.nullOutputStream());
            } catch (IOException killed) {
                // Nothing more is said.
            }
        });
        return server;
    }

    /// SIGKILL, and a start.
    void kill() throws Exception {
        process.destroyForcibly().waitFor();
        process = started();
    }

    URI endpoint() {
        return endpoint;
    }

    Outbound outbound() {
        return outbound;
    }

    private ClientIdentity identity() throws IOException {
        return new KeyFiles(folder).read().orElseThrow(() -> new IOException("no key yet"));
    }

    private ApiClient client() throws IOException {
        return new ApiClient(outbound, endpoint, identity(), InstantSource.system());
    }

    /// Asks until somebody answers.
    <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) throws Exception {
        for (int tries = 0; tries < 600; tries++) {
            try {
                return client().call(model, input);
            } catch (IOException killed) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("nobody answers");
    }

    /// As a host that joined this cluster with a key of its own.
    ApiClient joined(String cluster) throws Exception {
        String token = call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder()
                                .cluster(cluster)
                                .uses(1)
                                .expiresInSeconds(3_600)
                                .build())
                .token()
                .orElseThrow();
        ClientIdentity key = new JoinClient(outbound, endpoint)
                .join(new Secret(token), Environment.real().ids().get());
        return new ApiClient(outbound, endpoint, key, InstantSource.system());
    }

    /// Follows the feed from its beginning until this is closed.
    Void follow(String query, Consumer<String> heard) throws Exception {
        Optional<String> last = Optional.of("0");
        while (!done) {
            var place = new ArrayList<>(last.stream().toList());
            try {
                new FeedClient(outbound, endpoint, identity(), InstantSource.system())
                        .read("/events", query, last, event -> {
                            if (event.name().equals("message")) {
                                heard.accept(event.data());
                                place.add(event.id());
                            }
                            return !done;
                        });
            } catch (IOException killed) {
                Thread.sleep(100);
            }
            last = Optional.of(place.getLast());
        }
        return null;
    }

    /// Has a rule tell the webhook.
    void rule(String pattern) throws Exception {
        String destination = destination();
        call(
                Events.PUT_RULE,
                PutRuleRequest.builder().name("told").eventPattern(pattern).build());
        call(
                Events.PUT_TARGETS,
                PutTargetsRequest.builder()
                        .rule("told")
                        .targets(List.of(Target.builder()
                                .id("hook")
                                .arn(destination)
                                .roleArn("arn:aws:iam::123456789012:role/events")
                                .build()))
                        .build());
    }

    private String destination() throws Exception {
        // There is no key before the server has been there.
        call(Argosy.LIST_RUNS, ListRunsRequest.builder().build());
        new IamForms(endpoint, identity().key()).role("events", "events.amazonaws.com", "events:InvokeApiDestination");
        String connection = call(
                        Events.CREATE_CONNECTION,
                        CreateConnectionRequest.builder()
                                .name("hook")
                                .authorizationType("API_KEY")
                                .authParameters(CreateConnectionAuthRequestParameters.builder()
                                        .apiKeyAuthParameters(CreateConnectionApiKeyAuthRequestParameters.builder()
                                                .apiKeyName("X-Key")
                                                .apiKeyValue("the-key")
                                                .build())
                                        .build())
                                .build())
                .connectionArn()
                .orElseThrow();
        return call(
                        Events.CREATE_API_DESTINATION,
                        CreateApiDestinationRequest.builder()
                                .name("hook")
                                .connectionArn(connection)
                                .invocationEndpoint(
                                        "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook")
                                .httpMethod("POST")
                                .build())
                .apiDestinationArn()
                .orElseThrow();
    }

    /// Who follows ends with it.
    void end() throws IOException {
        done = true;
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }

    @Override
    public void close() throws IOException {
        end();
        hook.stop(0);
        outbound.close();
    }
}
