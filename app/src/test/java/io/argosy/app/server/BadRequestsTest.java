package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.shapes.Member;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ServiceModel;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that are almost right, to every operation of a whole server, from a seed: whatever they ask, nobody is told
/// that the server has a bug.
final class BadRequestsTest {
    private static final long SEED = 20260101;
    private static final int ROUNDS = 25;
    private static final int DEEPEST = 4;

    /// Values that name something, nearly name something, or lie at an edge.
    private static final List<String> TEXTS = List.of(
            "default",
            "web",
            "web:1",
            "web:2147483648",
            "app",
            "busybox:local",
            "EC2",
            "ACTIVE",
            "arn:aws:ecs:local-1:123456789012:cluster/default",
            "arn:aws:ecs:local-1:123456789012:task/default/0123456789abcdef0123456789abcdef",
            "arn:aws:ecs:local-1:123456789012:service/default/web",
            "arn:aws:ecs:::",
            ":",
            "/",
            "",
            " ",
            "\u0000",
            "\ud800",
            "é".repeat(300),
            "sha256:" + "0".repeat(64),
            "{}",
            "attribute:ecs.os-type == linux",
            "((((",
            "1e9",
            "99999999999999999999",
            "-1",
            "x".repeat(300));

    private static final List<Object> NUMBERS =
            List.of(0, 1, 2, 80, 256, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, 0.5, 1e300, 1e-7);

    @TempDir
    Path data;

    private final Random chance = new Random(SEED);
    private final List<String> bugs = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new LinkedHashMap<>();

    @Test
    void nothingThatIsAskedIsABugOfTheServer() throws Exception {
        try (ArgosyServer server = ArgosyServer.start(
                        new ConfigurationReader(Map.of(), data).read(Optional.empty(), Map.of("listen", "127.0.0.1:0")),
                        Environment.real());
                var http = HttpClient.newHttpClient()) {
            furnish(server, http);
            for (ServiceModel service : List.of(Ecs.MODEL, Ecr.MODEL)) {
                for (String name : service.operations()) {
                    OperationModel<?, ?> operation = service.operation(name).orElseThrow();
                    for (int round = 0; round < ROUNDS; round++) {
                        ask(server, http, operation, JsonTree.write(structure(operation.input(), 0)));
                    }
                }
            }
        }
        assertThat(bugs).as("seed %s, statuses %s", SEED, statuses).isEmpty();
        assertThat(statuses.getOrDefault(200, 0))
                .as("some were right: %s", statuses)
                .isGreaterThan(50);
        assertThat(statuses.getOrDefault(400, 0))
                .as("most were wrong: %s", statuses)
                .isGreaterThan(500);
    }

    /// Every list that comes in pages, in its own words.
    private static final Map<OperationModel<?, ?>, String> LISTS = Map.ofEntries(
            Map.entry(Ecs.LIST_ATTRIBUTES, "\"targetType\":\"container-instance\""),
            Map.entry(Ecs.LIST_CONTAINER_INSTANCES, "\"maxResults\":10"),
            Map.entry(Ecs.LIST_SERVICES, "\"maxResults\":10"),
            Map.entry(Ecs.LIST_TASKS, "\"maxResults\":10"),
            Map.entry(Ecs.LIST_TASK_DEFINITIONS, "\"maxResults\":10"),
            Map.entry(Ecs.LIST_TASK_DEFINITION_FAMILIES, "\"maxResults\":10"),
            Map.entry(Ecr.DESCRIBE_REPOSITORIES, "\"maxResults\":10"),
            Map.entry(Ecr.DESCRIBE_IMAGES, "\"repositoryName\":\"web\""),
            Map.entry(Ecr.LIST_IMAGES, "\"repositoryName\":\"web\""),
            Map.entry(Argosy.LIST_AGENT_KEYS, "\"maxResults\":10"),
            Map.entry(Argosy.LIST_JOIN_TOKENS, "\"maxResults\":10"));

    @Test
    void noListTakesATokenThatIsNotItsOwn() throws Exception {
        try (ArgosyServer server = ArgosyServer.start(
                        new ConfigurationReader(Map.of(), data).read(Optional.empty(), Map.of("listen", "127.0.0.1:0")),
                        Environment.real());
                var http = HttpClient.newHttpClient()) {
            furnish(server, http);
            ask(server, http, Ecs.CREATE_CLUSTER, "{\"clusterName\":\"other\"}");
            String first =
                    ask(server, http, Ecs.LIST_CLUSTERS, "{\"maxResults\":1}").body();
            String foreign = first.replaceFirst(".*\"nextToken\":\"([^\"]+)\".*", "$1");
            assertThat(foreign).hasSizeBetween(20, first.length() - 1);
            for (var list : LISTS.entrySet()) {
                assertThat(ask(server, http, list.getKey(), "{" + list.getValue() + "}")
                                .statusCode())
                        .as("%s without a token", list.getKey())
                        .isEqualTo(200);
                for (String token : List.of(foreign, "made-up", "", "e30=", "x".repeat(5_000))) {
                    var answer = ask(
                            server, http, list.getKey(), "{" + list.getValue() + ",\"nextToken\":\"" + token + "\"}");

                    assertThat(answer.statusCode())
                            .as("%s %s %s", list.getKey(), token, answer.body())
                            .isEqualTo(400);
                    assertThat(answer.body()).contains("InvalidParameterException");
                }
            }
        }
    }

    /// So that names lead somewhere.
    private void furnish(ArgosyServer server, HttpClient http) throws Exception {
        ask(server, http, Ecs.CREATE_CLUSTER, "{\"clusterName\":\"default\"}");
        ask(server, http, Ecs.REGISTER_TASK_DEFINITION, """
                {"family":"web","containerDefinitions":[{"name":"app","image":"busybox:local","memory":16}]}""");
        ask(server, http, Ecs.CREATE_SERVICE, """
                {"cluster":"default","serviceName":"web","taskDefinition":"web:1","desiredCount":1}""");
        ask(server, http, Ecr.CREATE_REPOSITORY, "{\"repositoryName\":\"web\"}");
        assertThat(statuses).as("what was furnished").containsOnlyKeys(200);
    }

    private HttpResponse<String> ask(ArgosyServer server, HttpClient http, OperationModel<?, ?> operation, String json)
            throws IOException, InterruptedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        URI endpoint = server.endpoint();
        String target = operation.model().targetPrefix() + "." + operation.name();
        var head = new RequestHead(
                "POST", "/", "", Map.of("host", List.of(endpoint.getAuthority()), "x-amz-target", List.of(target)));
        var request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        ClientIdentity identity = identity();
        new RequestSigner(identity.key(), identity.region(), operation.model().signingName(), InstantSource.system())
                .sign(head, body)
                .forEach(request::header);
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() >= 500) {
            bugs.add(operation + " " + json.substring(0, Math.min(1500, json.length())) + "\n -> " + answer.body());
        }
        return answer;
    }

    private ClientIdentity identity() throws IOException {
        return new AwsCredentialsChain(Map.of(
                        "AWS_SHARED_CREDENTIALS_FILE",
                                data.resolve("credentials").toString(),
                        "AWS_CONFIG_FILE", data.resolve("config").toString()))
                .find();
    }

    /// A structure by its model: required members nearly always, the others now and then.
    private Map<String, Object> structure(Structure<?> structure, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Member member : structure.members()) {
            boolean given = member.required() ? chance.nextInt(20) > 0 : chance.nextInt(3) == 0;
            if (given) {
                value(member.name(), member.type(), depth).ifPresent(value -> members.put(member.name(), value));
            }
        }
        return members;
    }

    private Optional<Object> value(String name, Type type, int depth) {
        if (chance.nextInt(60) == 0) {
            return Optional.of(chance.nextBoolean() ? NUMBERS.get(chance.nextInt(NUMBERS.size())) : List.of("odd"));
        }
        return switch (type) {
            case Type.Scalar(var kind, var _) -> Optional.of(scalar(name, kind));
            case Type.ListOf(var element, var _) -> Optional.of(items(name, element, depth));
            case Type.MapOf(var _, var element, var _) ->
                value(name, element, depth + 1).<Object>map(item -> Map.of(text(), item));
            case Type.Nested nested ->
                depth >= DEEPEST ? Optional.empty() : Optional.of(structure(nested.structure(), depth + 1));
        };
    }

    private List<Object> items(String name, Type element, int depth) {
        List<Object> items = new ArrayList<>();
        for (int i = chance.nextInt(3); i >= 0; i--) {
            value(name, element, depth + 1).ifPresent(items::add);
        }
        return items;
    }

    private Object scalar(String name, Type.Kind kind) {
        return switch (kind) {
            case STRING -> name.equals("cluster") && chance.nextInt(4) > 0 ? "default" : text();
            case BOOLEAN -> chance.nextBoolean();
            case INTEGER, LONG, FLOAT, DOUBLE, TIMESTAMP, TIMESTAMP_EPOCH ->
                NUMBERS.get(chance.nextInt(NUMBERS.size()));
            case BLOB, DOCUMENT, TIMESTAMP_ISO, TIMESTAMP_HTTP -> text();
        };
    }

    private String text() {
        return TEXTS.get(chance.nextInt(TEXTS.size()));
    }
}
