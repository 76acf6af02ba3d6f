package io.argosy.agent;

import io.argosy.docker.TestEngine;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecr.AuthorizationData;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetAuthorizationTokenResponse;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DiscoverPollEndpointResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTagsForResourceResponse;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.RegisterContainerInstanceResponse;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeResponse;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiServer;
import io.argosy.wire.ApiServerSettings;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.HandshakeAnswer;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import io.argosy.wire.WebSocketRoute;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.CredentialStore;
import io.argosy.wire.access.Permission;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The other side of the agent's protocol over a real server: answers its calls, keeps what it reports, and says on its
/// control channel what the test wants said.
final class ControlPlane implements AutoCloseable {
    static final String CLUSTER = "argosy-agent-test-" + TestEngine.OURS;
    static final String INSTANCE =
            "arn:aws:ecs:us-east-1:111122223333:container-instance/" + CLUSTER + "/" + "a".repeat(32);
    private static final String CLUSTER_ARN = "arn:aws:ecs:us-east-1:111122223333:cluster/" + CLUSTER;
    private static final String NOTHING_HERE =
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}";
    private static final AccessKey KEY = AccessKey.lasting("AKIDEXAMPLE", "secret");

    final List<RegisterContainerInstanceRequest> registrations = new CopyOnWriteArrayList<>();
    final List<SubmitTaskStateChangeRequest> reports = new CopyOnWriteArrayList<>();
    final BlockingQueue<AcsMessage> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<TcsMessage> telemetry = new LinkedBlockingQueue<>();
    final AtomicReference<Optional<ApiError>> refuseReports = new AtomicReference<>(Optional.empty());
    final AtomicInteger refusedReports = new AtomicInteger();
    final AtomicReference<String> password = new AtomicReference<>("password");
    volatile Function<RegisterContainerInstanceRequest, Optional<ApiError>> refuseRegistration = _ -> Optional.empty();
    final AtomicInteger logins = new AtomicInteger();
    private final BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
    private final AtomicReference<Optional<Channel>> open = new AtomicReference<>(Optional.empty());
    private final AtomicInteger messages = new AtomicInteger();
    private final ApiServer server;
    private int port;

    ControlPlane() throws IOException {
        this(0);
    }

    ControlPlane(int wantedPort) throws IOException {
        server = new ApiServer(
                ApiServerSettings.listeningOn("127.0.0.1", wantedPort),
                new CredentialStore(List.of(Credential.root(KEY, "111122223333"))),
                List.of(
                        operation(Ecs.REGISTER_CONTAINER_INSTANCE, this::register),
                        operation(
                                Ecs.DISCOVER_POLL_ENDPOINT,
                                _ -> DiscoverPollEndpointResponse.builder()
                                        .endpoint(endpoint() + "/acs")
                                        .telemetryEndpoint(endpoint() + "/tcs")
                                        .build()),
                        operation(Ecs.SUBMIT_TASK_STATE_CHANGE, this::report),
                        operation(
                                Ecs.LIST_TAGS_FOR_RESOURCE,
                                _ -> ListTagsForResourceResponse.builder()
                                        .tags(List.of(Tag.builder()
                                                .key("team")
                                                .value("web")
                                                .build()))
                                        .build()),
                        operation(Ecr.GET_AUTHORIZATION_TOKEN, _ -> token())),
                List.of(new Route("/v2/", this::registry)),
                List.of(
                        new WebSocketRoute(
                                "/acs/ws", _ -> Permission.on("ecs:Poll"), _ -> new HandshakeAnswer.Accept(control())),
                        new WebSocketRoute(
                                "/tcs/ws",
                                _ -> Permission.on("ecs:StartTelemetrySession"),
                                _ -> new HandshakeAnswer.Accept(telemetryListener()))));
        server.start();
        port = server.localPort();
    }

    static ClientIdentity identity() {
        return new ClientIdentity(KEY, "us-east-1");
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    private RegisterContainerInstanceResponse register(RegisterContainerInstanceRequest request) {
        registrations.add(request);
        refuseRegistration.apply(request).ifPresent(error -> {
            throw error.thrown();
        });
        return RegisterContainerInstanceResponse.builder()
                .containerInstance(ContainerInstance.builder()
                        .containerInstanceArn(request.containerInstanceArn().orElse(INSTANCE))
                        .status("ACTIVE")
                        .attributes(Stream.concat(
                                        request.attributes().orElse(List.of()).stream(),
                                        Stream.of(Attribute.builder()
                                                .name("ecs.availability-zone")
                                                .value("zone-a")
                                                .build()))
                                .toList())
                        .build())
                .build();
    }

    private String login() {
        return Base64.getEncoder().encodeToString(("AWS:" + password.get()).getBytes(StandardCharsets.UTF_8));
    }

    private GetAuthorizationTokenResponse token() {
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(List.of(AuthorizationData.builder()
                        .authorizationToken(login())
                        .expiresAt(Instant.now().plusSeconds(43_200))
                        .build()))
                .build();
    }

    /// A registry that lets in who knows the password, and has nothing.
    private boolean registry(Request request, Response response, Callback callback) {
        boolean known = ("Basic " + login()).equals(request.getHeaders().get("Authorization"));
        if (!known) {
            response.setStatus(401);
            response.getHeaders().put("Www-Authenticate", "Basic realm=\"test\"");
            callback.succeeded();
        } else {
            logins.incrementAndGet();
            boolean greeting = Request.getPathInContext(request).equals("/v2/");
            response.setStatus(greeting ? 200 : 404);
            Content.Sink.write(response, true, greeting ? "{}" : NOTHING_HERE, callback);
        }
        return true;
    }

    private SubmitTaskStateChangeResponse report(SubmitTaskStateChangeRequest request) {
        refuseReports.get().ifPresent(error -> {
            refusedReports.incrementAndGet();
            throw error.thrown();
        });
        reports.add(request);
        return SubmitTaskStateChangeResponse.builder().build();
    }

    private ChannelListener control() {
        return listener(
                channel -> {
                    open.set(Optional.of(channel));
                    channels.add(channel);
                },
                text -> MessageCodec.ACS.read(text).ifPresent(heard::add));
    }

    private ChannelListener telemetryListener() {
        return listener(_ -> {}, text -> MessageCodec.TCS.read(text).ifPresent(telemetry::add));
    }

    private interface Reading {
        void read(String text) throws MalformedJson;
    }

    private static ChannelListener listener(java.util.function.Consumer<Channel> opened, Reading reading) {
        return new ChannelListener() {
            @Override
            public void onOpen(Channel channel) {
                opened.accept(channel);
            }

            @Override
            public void onText(String text) {
                try {
                    reading.read(text);
                } catch (MalformedJson malformed) {
                    throw new IllegalStateException(malformed);
                }
            }

            @Override
            public void onClose(int code, String reason) {}
        };
    }

    /// Waits for the agent's next control connection.
    Channel awaitConnection() throws InterruptedException {
        return Optional.ofNullable(channels.poll(1, TimeUnit.MINUTES)).orElseThrow();
    }

    /// Assigns tasks; answers the message id that the agent is to acknowledge.
    String assign(AcsTask... tasks) {
        String id = "m-" + messages.incrementAndGet();
        say(MessageCodec.ACS.write(new PayloadMessage(id, CLUSTER_ARN, INSTANCE, messages.get(), 1, List.of(tasks))));
        return id;
    }

    void say(String text) {
        open.get().orElseThrow().send(text);
    }

    /// The agent's next message that fits.
    <M extends AcsMessage> M next(Class<M> type) throws InterruptedException {
        return type.cast(next(heard, type::isInstance));
    }

    static <M> M next(BlockingQueue<M> queue, Predicate<M> wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < until) {
            M message = queue.poll(100, TimeUnit.MILLISECONDS);
            if (message != null && wanted.test(message)) {
                return message;
            }
        }
        throw new AssertionError("no such message came");
    }

    /// The first report of the task in this status, waiting for it.
    SubmitTaskStateChangeRequest awaitReport(String task, String status) throws InterruptedException {
        return awaitReport(task, report -> report.status().equals(Optional.of(status)));
    }

    SubmitTaskStateChangeRequest awaitReport(String task, Predicate<SubmitTaskStateChangeRequest> wanted)
            throws InterruptedException {
        for (int i = 0; i < 12_000; i++) {
            for (SubmitTaskStateChangeRequest report : reports) {
                if (report.task().equals(Optional.of(task)) && wanted.test(report)) {
                    return report;
                }
            }
            Thread.sleep(5);
        }
        throw new AssertionError("no such report of " + task + "; there were " + reports);
    }

    private static <I extends Shape, O extends Shape> Operation<I, O> operation(
            OperationModel<I, O> model, Function<I, O> answer) {
        return new Operation<>() {
            @Override
            public OperationModel<I, O> model() {
                return model;
            }

            @Override
            public List<Permission> permissions(Caller caller, I input) {
                return List.of(Permission.on("ecs:" + model.name()));
            }

            @Override
            public O handle(Caller caller, I input) {
                return answer.apply(input);
            }
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
