package io.argosy.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.argosy.shapes.events.BatchParameters;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import io.argosy.shapes.events.CreateConnectionApiKeyAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionAuthRequestParameters;
import io.argosy.shapes.events.CreateConnectionRequest;
import io.argosy.shapes.events.DescribeConnectionRequest;
import io.argosy.shapes.events.EcsParameters;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.PutTargetsRequest;
import io.argosy.shapes.events.Target;
import io.argosy.shapes.iam.CreateRoleRequest;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.PutRolePolicyRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules with a schedule: tasks, jobs and webhooks at their times.
final class RulesTest {
    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void open() throws IOException {
        fleet = new Fleet(folder);
        fleet.call(
                Events.PUT_RULE,
                PutRuleRequest.builder()
                        .name("hourly")
                        .scheduleExpression("rate(1 hour)")
                        .build());
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void target(Target.Builder target) {
        fleet.call(
                Events.PUT_TARGETS,
                PutTargetsRequest.builder()
                        .rule("hourly")
                        .targets(List.of(target.id("one").roleArn(Fleet.ROLE).build()))
                        .build());
    }

    @Test
    void aTaskIsStartedAPeriodAfterTheRuleWasMade() {
        fleet.joined(1);
        fleet.defined("etl");
        target(Target.builder()
                .arn(Fleet.CLUSTER)
                .ecsParameters(EcsParameters.builder().taskDefinitionArn("etl").build()));

        fleet.pass(Duration.ofMinutes(59));
        assertThat(fleet.tasks()).isEmpty();
        fleet.pass(Duration.ofMinutes(1));

        assertThat(fleet.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.owner().startedBy()).isEqualTo("events-rule/hourly"));
        fleet.exit(0);
        assertThat(fleet.runs("hourly")).containsExactly("2026-01-05T13:00:00Z SUCCEEDED");
    }

    @Test
    void aJobTakesOfThePayloadWhatIsItsOwn() {
        target(Target.builder()
                .arn("arn:aws:batch:local-1:123456789012:job-queue/q")
                .input("{\"Parameters\":{\"day\":\"monday\"},\"JobName\":\"another\"}")
                .batchParameters(BatchParameters.builder()
                        .jobName("load")
                        .jobDefinition("load:1")
                        .build()));

        fleet.pass(Duration.ofHours(1));

        assertThat(fleet.batch().submitted()).singleElement().satisfies(job -> {
            assertThat(job.jobName()).isEqualTo("load");
            assertThat(job.parameters().orElseThrow()).containsEntry("day", "monday");
        });
    }

    @Test
    void aWebhookIsSentSignedAndSentAgainWhereItWasNotHeard() throws IOException, InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        var address = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + exchange.getRequestHeaders().getFirst("X-Argosy-Signature") + " " + body);
            exchange.sendResponseHeaders(heard.size() == 1 ? 503 : 200, -1);
            exchange.close();
        });
        address.start();
        target(Target.builder().arn(destination(address.getAddress().getPort())).input("{\"run\":true}"));
        callers();

        fleet.pass(Duration.ofHours(1).plusSeconds(5));
        address.stop(0);

        assertThat(heard).hasSize(2);
        heard.take();
        assertThat(heard.take()).matches("the-key t=\\d+,v1=[0-9a-f]{64} \\{\"run\":true}");
        assertThat(fleet.runs("hourly")).containsExactly("2026-01-05T13:00:00Z SUCCEEDED");
        assertThat(fleet.call(
                                Events.DESCRIBE_CONNECTION,
                                DescribeConnectionRequest.builder().name("hook").build())
                        .toString())
                .doesNotContain("the-key");
    }

    /// The role may call destinations.
    private void callers() {
        fleet.call(
                Iam.CREATE_ROLE,
                CreateRoleRequest.builder()
                        .roleName("scheduler")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
                                + "\"Action\":\"sts:AssumeRole\"}]}")
                        .build());
        fleet.call(
                Iam.PUT_ROLE_POLICY,
                PutRolePolicyRequest.builder()
                        .roleName("scheduler")
                        .policyName("call")
                        .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Action\":\"events:InvokeApiDestination\",\"Resource\":\"*\"}]}")
                        .build());
    }

    private String destination(int port) {
        String connection = fleet.call(
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
        return fleet.call(
                        Events.CREATE_API_DESTINATION,
                        CreateApiDestinationRequest.builder()
                                .name("hook")
                                .connectionArn(connection)
                                .invocationEndpoint("http://127.0.0.1:" + port + "/hook")
                                .httpMethod("POST")
                                .build())
                .apiDestinationArn()
                .orElseThrow();
    }
}
