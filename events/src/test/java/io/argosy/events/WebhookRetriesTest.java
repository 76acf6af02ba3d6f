package io.argosy.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import io.argosy.shapes.events.CreateConnectionApiKeyAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionRequest;
import io.argosy.shapes.events.DeadLetterConfig;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.RetryPolicy;
import io.argosy.shapes.events.Target;
import io.argosy.shapes.iam.CreateRoleRequest;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.PutRolePolicyRequest;
import io.argosy.shapes.json.JsonTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A webhook that does not take what it is sent: it is tried again, later each time, and in the end there is a dead
/// letter.
final class WebhookRetriesTest {
    @TempDir
    private Path folder;

    private Town town;
    private HttpServer hook;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile ToIntFunction<String> answers = _ -> 200;

    @BeforeEach
    void open() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(town.now() + " " + body);
            exchange.sendResponseHeaders(answers.applyAsInt(body), -1);
            exchange.close();
        });
        hook.start();
        town = new Town(folder);
    }

    @AfterEach
    void close() {
        town.close();
        hook.stop(0);
    }

    private Target.Builder webhook() {
        town.call(
                Iam.CREATE_ROLE,
                CreateRoleRequest.builder()
                        .roleName("events")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
                                + "\"Action\":\"sts:AssumeRole\"}]}")
                        .build());
        town.call(
                Iam.PUT_ROLE_POLICY,
                PutRolePolicyRequest.builder()
                        .roleName("events")
                        .policyName("call")
                        .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Action\":\"events:InvokeApiDestination\",\"Resource\":\"*\"}]}")
                        .build());
        String connection = town.call(
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
        String destination = town.call(
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
        return Target.builder()
                .id("hook")
                .arn(destination)
                .roleArn(Town.ROLE)
                .deadLetterConfig(
                        DeadLetterConfig.builder().arn(Town.GROUP + "/dead").build());
    }

    @Test
    void itIsTriedAgainLaterEachTimeUntilItIsTaken() {
        answers = _ -> heard.size() < 5 ? 503 : 200;
        town.rule("orders", "{\"source\":[\"shop\"]}", webhook().build());
        town.step();
        town.put("shop", "{\"id\":7}");

        town.pass(Duration.ofSeconds(25));

        assertThat(heard).hasSize(5).allMatch(one -> one.contains("\"detail\":{\"id\":7}"));
        assertThat(waits()).hasSize(4);
        // A second, two, four, eight: a fifth more or less each, and the clock goes by seconds.
        assertThat(waits().get(0)).isBetween(1L, 2L);
        assertThat(waits().get(1)).isBetween(2L, 3L);
        assertThat(waits().get(2)).isBetween(4L, 6L);
        assertThat(waits().get(3)).isBetween(7L, 11L);
        assertThat(town.logged("/dead")).isEmpty();
    }

    private List<Long> waits() {
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < heard.size(); i++) {
            waits.add(Duration.between(at(heard.get(i - 1)), at(heard.get(i))).toSeconds());
        }
        return waits;
    }

    private static Instant at(String heard) {
        return Instant.parse(heard.substring(0, heard.indexOf(' ')));
    }

    @Test
    void afterTheLastTryThereIsALetterWithTheEventAndWhatWasAnswered() throws IOException {
        answers = _ -> 500;
        town.rule(
                "orders",
                "{\"source\":[\"shop\"]}",
                webhook()
                        .retryPolicy(
                                RetryPolicy.builder().maximumRetryAttempts(3).build())
                        .build());
        town.step();
        town.put("shop", "{\"id\":7}");

        town.restart(Duration.ofSeconds(1));
        town.pass(Duration.ofSeconds(15));

        assertThat(heard).hasSize(4);
        Map<String, Object> letter = JsonTree.object(town.logged("/dead").getFirst());
        assertThat(town.logged("/dead")).hasSize(1);
        assertThat(String.valueOf(letter.get("body"))).contains("\"detail\":{\"id\":7}");
        assertThat(letter.get("attributes"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts")
                .containsEntry("RULE_ARN", "arn:aws:events:local-1:123456789012:rule/orders");
    }

    @Test
    void whatIsTooOldIsALetterToo() throws IOException {
        answers = _ -> 500;
        town.rule(
                "orders",
                "{\"source\":[\"shop\"]}",
                webhook()
                        .retryPolicy(RetryPolicy.builder()
                                .maximumEventAgeInSeconds(60)
                                .build())
                        .build());
        town.step();
        town.put("shop", "{\"id\":7}");

        town.pass(Duration.ofSeconds(70));

        Map<String, Object> letter = JsonTree.object(town.logged("/dead").getFirst());
        assertThat(letter.get("attributes"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds");
    }

    /// One thing's events wait for each other; those of another do not wait for them.
    @Test
    void oneThatIsNotTakenHoldsUpOnlyWhatIsOfTheSameThing() {
        String stuck = town.ran();
        town.rule(
                "tasks",
                "{\"detail-type\":[\"ECS Task State Change\"]}",
                webhook().build());
        town.step();
        answers = body -> body.contains(stuck) && heard.size() < 6 ? 503 : 200;
        town.stopped(stuck);
        String other = town.ran();

        town.pass(Duration.ofSeconds(25));

        List<String> order = heard.stream()
                .map(one -> one.contains(stuck) ? "stuck" : one.contains(other) ? "other" : "")
                .toList();
        assertThat(order.indexOf("other")).isLessThan(order.lastIndexOf("stuck"));
        assertThat(order.getLast()).isEqualTo("stuck");
    }
}
