package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.CreateJoinTokenRequest;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PutAttributesRequest;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import io.argosy.shapes.events.CreateConnectionApiKeyAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionRequest;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.PutTargetsRequest;
import io.argosy.shapes.events.Target;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import io.argosy.wire.FeedClient;
import io.argosy.wire.JoinClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.KeyFiles;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed again and again while things happen: a webhook and a follower hear of every version of every
/// instance, each in its order.
final class EventsAcrossKillsTest {
    private static final int INSTANCES = 4;
    private static final int CHANGES = 25;
    private static final List<Integer> KILLED_AT = List.of(20, 45, 70);
    private static final String PATTERN = "{\"detail-type\":[\"ECS Container Instance State Change\"]}";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final Outbound outbound;
    private final ConcurrentLinkedQueue<String> hooked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> followed = new ConcurrentLinkedQueue<>();
    private HttpServer hook;
    private URI endpoint;
    private Process server;
    private volatile boolean done;

    EventsAcrossKillsTest() throws IOException {
        outbound = new Outbound(Duration.ofSeconds(5));
    }

    @BeforeEach
    void serve() throws Exception {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            hooked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        hook.start();
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = URI.create("http://127.0.0.1:" + port.getLocalPort());
        }
        start();
    }

    @AfterEach
    void end() throws Exception {
        done = true;
        server.destroyForcibly().waitFor();
        hook.stop(0);
        outbound.close();
    }

    private void start() throws Exception {
        server = ProgramProcess.start(
                "server",
                "--data-dir",
                folder.toString(),
                "--listen",
                endpoint.getAuthority(),
                "--set",
                "schedules.local-addresses=true");
        InputStream log = server.getInputStream();
        Thread.ofVirtual().start(() -> {
            try {
                log.transferTo(OutputStream.nullOutputStream());
            } catch (IOException killed) {
                // Nothing more is said.
            }
        });
    }

    private ApiClient client() throws IOException {
        return new ApiClient(outbound, endpoint, identity(), InstantSource.system());
    }

    private ClientIdentity identity() throws IOException {
        return new KeyFiles(folder).read().orElseThrow(() -> new IOException("no key yet"));
    }

    /// Asks until somebody answers.
    private <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) throws Exception {
        for (int tries = 0; tries < 600; tries++) {
            try {
                return client().call(model, input);
            } catch (IOException killed) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("nobody answers");
    }

    @Test
    void everyVersionIsHeardInItsOrder() throws Exception {
        call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName("fleet").build());
        rule(destination());
        List<String> instances = registered();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> follower = threads.submit(this::follow);
            List<Future<?>> writers = new ArrayList<>();
            instances.forEach(instance -> writers.add(threads.submit(() -> change(instance))));
            for (int killedAt : KILLED_AT) {
                await(() -> hooked.size() >= killedAt);
                server.destroyForcibly().waitFor();
                start();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            Map<String, Long> versions = versions(instances);
            await(() -> heardAll(hooked, versions) && heardAll(followed, versions));
            done = true;
            server.destroyForcibly().waitFor();
            follower.get();
        }

        assertThat(instances).allSatisfy(instance -> {
            assertThat(firsts(hooked).get(instance)).isSorted();
            assertThat(firsts(followed).get(instance)).isSorted();
        });
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        for (int tries = 0; tries < 1_200 && !condition.holds(); tries++) {
            Thread.sleep(50);
        }
        assertThat(condition.holds()).isTrue();
    }

    /// Which versions of an instance were heard, in the order in which each was heard first.
    private static Map<String, List<Long>> firsts(Iterable<String> heard) {
        Map<String, List<Long>> firsts = new TreeMap<>();
        for (String text : heard) {
            try {
                Map<String, Object> event = JsonTree.object(text);
                if (event.get("detail") instanceof Map<?, ?> detail
                        && detail.get("version") instanceof Number version) {
                    String instance = String.valueOf(detail.get("containerInstanceArn"));
                    List<Long> versions = firsts.computeIfAbsent(instance, _ -> new ArrayList<>());
                    if (!versions.contains(version.longValue())) {
                        versions.add(version.longValue());
                    }
                }
            } catch (MalformedJson broken) {
                throw new AssertionError(text, broken);
            }
        }
        return firsts;
    }

    private static boolean heardAll(Iterable<String> heard, Map<String, Long> versions) {
        Map<String, List<Long>> firsts = firsts(heard);
        return versions.entrySet().stream()
                .allMatch(one -> firsts.getOrDefault(one.getKey(), List.of()).size() == one.getValue());
    }

    private Map<String, Long> versions(List<String> instances) throws Exception {
        Map<String, Long> versions = new TreeMap<>();
        call(
                        Ecs.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .cluster("fleet")
                                .containerInstances(instances)
                                .build())
                .containerInstances()
                .orElseThrow()
                .forEach(instance -> versions.put(
                        instance.containerInstanceArn().orElseThrow(),
                        instance.version().orElseThrow()));
        assertThat(versions.values()).allMatch(version -> version > CHANGES);
        return versions;
    }

    private Void change(String instance) throws Exception {
        for (int number = 0; number < CHANGES; number++) {
            call(
                    Ecs.PUT_ATTRIBUTES,
                    PutAttributesRequest.builder()
                            .cluster("fleet")
                            .attributes(List.of(Attribute.builder()
                                    .name("turn")
                                    .value(String.valueOf(number))
                                    .targetId(instance)
                                    .build()))
                            .build());
        }
        return null;
    }

    private Void follow() throws Exception {
        Optional<String> last = Optional.of("0");
        while (!done) {
            var place = new ArrayList<>(last.stream().toList());
            try {
                new FeedClient(outbound, endpoint, identity(), InstantSource.system())
                        .read("/events", "kind=instance&cluster=fleet", last, event -> {
                            followed.add(event.data());
                            place.add(event.id());
                            return !done;
                        });
            } catch (IOException killed) {
                Thread.sleep(100);
            }
            last = Optional.of(place.getLast());
        }
        return null;
    }

    private List<String> registered() throws Exception {
        List<String> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            var agent = new ApiClient(outbound, endpoint, joined(), InstantSource.system());
            instances.add(agent.call(
                            Ecs.REGISTER_CONTAINER_INSTANCE,
                            RegisterContainerInstanceRequest.builder()
                                    .cluster("fleet")
                                    .totalResources(List.of(amount("CPU"), amount("MEMORY")))
                                    .build())
                    .containerInstance()
                    .flatMap(instance -> instance.containerInstanceArn())
                    .orElseThrow());
        }
        return instances;
    }

    /// The key that a host gets for a token of its own.
    private ClientIdentity joined() throws Exception {
        String token = call(
                        Argosy.CREATE_JOIN_TOKEN,
                        CreateJoinTokenRequest.builder()
                                .cluster("fleet")
                                .uses(1)
                                .expiresInSeconds(3_600)
                                .build())
                .token()
                .orElseThrow();
        return new JoinClient(outbound, endpoint)
                .join(new Secret(token), Environment.real().ids().get());
    }

    private static Resource amount(String name) {
        return Resource.builder().name(name).type("INTEGER").integerValue(1024).build();
    }

    private void rule(String destination) throws Exception {
        call(
                Events.PUT_RULE,
                PutRuleRequest.builder().name("instances").eventPattern(PATTERN).build());
        call(
                Events.PUT_TARGETS,
                PutTargetsRequest.builder()
                        .rule("instances")
                        .targets(List.of(Target.builder()
                                .id("hook")
                                .arn(destination)
                                .roleArn("arn:aws:iam::123456789012:role/events")
                                .build()))
                        .build());
    }

    private String destination() throws Exception {
        iam(Map.of(
                "Action",
                "CreateRole",
                "RoleName",
                "events",
                "AssumeRolePolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"));
        iam(Map.of(
                "Action",
                "PutRolePolicy",
                "RoleName",
                "events",
                "PolicyName",
                "call",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Action\":\"events:InvokeApiDestination\",\"Resource\":\"*\"}]}"));
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

    /// IAM speaks in forms.
    private void iam(Map<String, String> parameters) throws Exception {
        var form = new StringBuilder("Version=2010-05-08");
        parameters.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        byte[] body = form.toString().getBytes(StandardCharsets.UTF_8);
        String type = "application/x-www-form-urlencoded; charset=utf-8";
        var head = new RequestHead(
                "POST", "/", "", Map.of("host", List.of(endpoint.getAuthority()), "content-type", List.of(type)));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("content-type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        new RequestSigner(identity().key(), "us-east-1", "iam", InstantSource.system())
                .sign(head, body)
                .forEach(request::header);

        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
