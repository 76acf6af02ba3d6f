package io.argosy.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.events.log.Event;
import io.argosy.shapes.events.DeadLetterConfig;
import io.argosy.shapes.events.DeleteRuleRequest;
import io.argosy.shapes.events.DisableRuleRequest;
import io.argosy.shapes.events.EcsParameters;
import io.argosy.shapes.events.EnableRuleRequest;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.InputTransformer;
import io.argosy.shapes.events.PutEventsRequest;
import io.argosy.shapes.events.PutEventsRequestEntry;
import io.argosy.shapes.events.RemoveTargetsRequest;
import io.argosy.shapes.events.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rules with patterns, and what their targets get.
final class RulesTest {
    private static final String TASKS = "{\"source\":[\"aws.ecs\"],\"detail-type\":[\"ECS Task State Change\"]}";

    @TempDir
    private Path folder;

    private Town town;

    @BeforeEach
    void open() throws IOException {
        town = new Town(folder);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private static Target.Builder group(String name) {
        return Target.builder().id("log").arn(Town.GROUP + name);
    }

    @Test
    void aRuleTellsWhatCameAfterItOnly() {
        town.ran();
        town.pass(Duration.ofSeconds(2));
        town.rule("tasks", TASKS, group("/tasks").build());
        town.step();
        String task = town.ran();

        town.step();

        assertThat(town.logged("/tasks"))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event).contains("\"resources\":[\"" + task + "\"]"));
    }

    @Test
    void whatHappenedWhileNobodyWasThereIsToldAfterwards() throws IOException {
        town.rule("tasks", TASKS, group("/tasks").build());
        town.step();
        String task = town.ran();
        town.restart(Duration.ofMinutes(5));
        town.stopped(task);

        town.restart(Duration.ofMinutes(5));
        town.pass(Duration.ofSeconds(2));

        List<String> told =
                town.told("ECS Task State Change").stream().map(Event::text).toList();
        assertThat(told.getLast()).contains("\"stoppedReason\":\"enough\"");
        assertThat(town.logged("/tasks")).isEqualTo(told);
    }

    @Test
    void anEventOfOthersStartsATaskOnceWithWhatATemplateMakesOfIt() throws IOException {
        town.rule(
                "orders",
                "{\"source\":[\"shop\"],\"detail\":{\"sum\":[{\"numeric\":[\">\",100]}]}}",
                Target.builder()
                        .id("task")
                        .arn(Town.CLUSTER)
                        .roleArn(Town.ROLE)
                        .ecsParameters(EcsParameters.builder()
                                .taskDefinitionArn("$.detail.family")
                                .build())
                        .inputTransformer(InputTransformer.builder()
                                .inputPathsMap(Map.of("order", "$.detail.id"))
                                .inputTemplate("{\"containerOverrides\":[{\"name\":\"app\",\"command\":[\"pack\","
                                        + "\"<order>\"]}]}")
                                .build())
                        .build());
        town.step();

        town.put("shop", "{\"id\":7,\"sum\":99,\"family\":\"app\"}");
        town.put("shop", "{\"id\":8,\"sum\":101,\"family\":\"app\"}");
        town.step();
        town.restart(Duration.ofSeconds(1));
        town.pass(Duration.ofSeconds(3));

        assertThat(town.cluster().read().tasks()).singleElement().satisfies(task -> {
            assertThat(task.owner().startedBy()).isEqualTo("events-rule/orders");
            assertThat(task.overrides()
                            .containerOverrides()
                            .orElseThrow()
                            .getFirst()
                            .command())
                    .contains(List.of("pack", "8"));
        });
    }

    @Test
    void whatATargetNeverTakesIsADeadLetter() {
        town.rule(
                "orders",
                "{\"source\":[\"shop\"]}",
                Target.builder()
                        .id("task")
                        .arn(Town.CLUSTER)
                        .roleArn(Town.ROLE)
                        .ecsParameters(EcsParameters.builder()
                                .taskDefinitionArn("nothing")
                                .build())
                        .deadLetterConfig(DeadLetterConfig.builder()
                                .arn(Town.GROUP + "/dead")
                                .build())
                        .build());
        town.step();

        town.put("shop", "{\"id\":7}");
        town.pass(Duration.ofSeconds(2));

        assertThat(town.logged("/dead"))
                .singleElement()
                .asString()
                .contains(
                        "\"RULE_ARN\":\"arn:aws:events:local-1:123456789012:rule/orders\"",
                        "\"ERROR_CODE\":\"ClientException\"",
                        "\\\"detail\\\":{\\\"id\\\":7}");
    }

    @Test
    void aTargetThatWasRemovedGetsNothing() {
        town.rule("orders", "{\"source\":[\"shop\"]}", group("/orders").build());
        town.step();
        town.put("shop", "{\"id\":7}");
        town.call(
                Events.REMOVE_TARGETS,
                RemoveTargetsRequest.builder()
                        .rule("orders")
                        .ids(List.of("log"))
                        .build());
        town.call(Events.DELETE_RULE, DeleteRuleRequest.builder().name("orders").build());

        town.pass(Duration.ofSeconds(2));

        assertThat(town.logged("/orders")).isEmpty();
    }

    @Test
    void aRuleThatWasDisabledHearsNothingOfThatTime() {
        town.rule("orders", "{\"source\":[\"shop\"]}", group("/orders").build());
        town.pass(Duration.ofSeconds(1));
        town.call(
                Events.DISABLE_RULE, DisableRuleRequest.builder().name("orders").build());
        town.put("shop", "{\"id\":1}");
        town.pass(Duration.ofSeconds(2));
        town.call(Events.ENABLE_RULE, EnableRuleRequest.builder().name("orders").build());
        town.put("shop", "{\"id\":2}");

        town.pass(Duration.ofSeconds(2));

        assertThat(town.logged("/orders")).singleElement().asString().contains("\"detail\":{\"id\":2}");
    }

    @Test
    void eachEntryOfPutEventsIsTakenOrRefusedByItself() {
        var answer = town.call(
                Events.PUT_EVENTS,
                PutEventsRequest.builder()
                        .entries(List.of(
                                entry("shop", "{\"id\":1}").build(),
                                entry("aws.ecs", "{}").build(),
                                entry("shop", "[1]").build(),
                                PutEventsRequestEntry.builder().source("shop").build(),
                                entry("shop", "{\"id\":2}")
                                        .eventBusName("other")
                                        .build()))
                        .build());

        assertThat(answer.failedEntryCount()).contains(3);
        assertThat(answer.entries().orElseThrow())
                .extracting(entry -> entry.errorCode().orElse("ok"))
                .containsExactly("ok", "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument", "ok");
        assertThat(town.told("paid"))
                .singleElement()
                .satisfies(event -> assertThat(event.text())
                        .contains(
                                "\"id\":\""
                                        + answer.entries()
                                                .orElseThrow()
                                                .getFirst()
                                                .eventId()
                                                .orElseThrow() + "\"",
                                "\"detail\":{\"id\":1}"));
    }

    private static PutEventsRequestEntry.Builder entry(String source, String detail) {
        return PutEventsRequestEntry.builder().source(source).detailType("paid").detail(detail);
    }
}
