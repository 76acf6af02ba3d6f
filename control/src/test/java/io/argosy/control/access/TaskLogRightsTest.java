package io.argosy.control.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.StartTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.wire.access.Permission;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent's key, and the logs of its own tasks and of others.
final class TaskLogRightsTest {
    private static final String ANYBODYS_ID = "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private Workshop workshop;
    private ContainerInstanceId own;
    private ContainerInstanceId other;

    @BeforeEach
    void twoInstances() throws Exception {
        workshop = new Workshop(folder);
        own = workshop.joined(4_096, 8_192);
        other = workshop.joined(4_096, 8_192);
    }

    @AfterEach
    void end() {
        workshop.close();
    }

    private String task(ContainerInstanceId on, String family, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(Map.of("awslogs-region", "eu-west-1"));
        all.putAll(options);
        workshop.defined(
                family,
                definition -> definition.containerDefinitions(List.of(Workshop.container("app")
                        .logConfiguration(LogConfiguration.builder()
                                .logDriver("awslogs")
                                .options(all)
                                .build())
                        .build())));
        String arn = workshop.call(
                        Ecs.START_TASK,
                        StartTaskRequest.builder()
                                .taskDefinition(family)
                                .containerInstances(List.of(on.value()))
                                .build())
                .tasks()
                .orElse(List.of())
                .getFirst()
                .taskArn()
                .orElseThrow();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private boolean mayMake(String group, String stream) {
        return may(Permission.on("logs:CreateLogStream", stream(group, "")).with("argosy:LogStreamName", stream));
    }

    private boolean may(String action, String resource) {
        return may(Permission.on("logs:" + action, resource));
    }

    private boolean may(Permission wanted) {
        var rights = new TaskLogRights(
                own, workshop.scope().store(), workshop.scope().account());
        return rights.allows(wanted);
    }

    private static String group(String name) {
        return "arn:aws:logs:eu-west-1:123456789012:log-group:" + name;
    }

    private static String stream(String group, String stream) {
        return group(group) + ":log-stream:" + stream;
    }

    @Test
    void itWritesTheStreamsOfItsOwnTasksAndNoOthers() {
        String task = task(own, "web", Map.of("awslogs-group", "/ecs/web", "awslogs-stream-prefix", "web"));
        String theirs = task(other, "web", Map.of("awslogs-group", "/ecs/web", "awslogs-stream-prefix", "web"));
        task(other, "vault", Map.of("awslogs-group", "/ecs/vault", "awslogs-stream-prefix", "v"));

        assertThat(may("PutLogEvents", stream("/ecs/web", "web/app/" + task))).isTrue();
        assertThat(may("CreateLogStream", stream("/ecs/web", "web/app/" + task)))
                .isTrue();
        assertThat(mayMake("/ecs/web", "web/app/" + task)).isTrue();
        assertThat(mayMake("/ecs/web", "web/app/" + theirs)).isFalse();
        assertThat(mayMake("/ecs/vault", "v/app/" + task)).isFalse();
        assertThat(may("CreateLogStream", group("/ecs/web"))).isFalse();
        assertThat(may("PutLogEvents", stream("/ecs/web", "web/app/" + theirs))).isFalse();
        assertThat(may("PutLogEvents", stream("/ecs/web", "web/other/" + task))).isFalse();
        assertThat(may("PutLogEvents", stream("/ecs/web", ANYBODYS_ID))).isFalse();
        assertThat(may("PutLogEvents", group("/ecs/web"))).isFalse();
        assertThat(may("PutLogEvents", "*")).isFalse();
        assertThat(may("CreateLogGroup", group("/ecs/web"))).isFalse();
    }

    @Test
    void anotherRegionOrAccountIsAnothersLog() {
        String task = task(own, "web", Map.of("awslogs-group", "g", "awslogs-stream-prefix", "web"));
        String stream = ":log-group:g:log-stream:web/app/" + task;

        assertThat(may("PutLogEvents", "arn:aws:logs:eu-west-1:123456789012" + stream))
                .isTrue();
        assertThat(may("PutLogEvents", "arn:aws:logs:us-east-1:123456789012" + stream))
                .isFalse();
        assertThat(may("PutLogEvents", "arn:aws:logs:eu-west-1:999999999999" + stream))
                .isFalse();
    }

    @Test
    void itReadsAndRemovesNothing() {
        String task = task(own, "web", Map.of("awslogs-group", "g", "awslogs-stream-prefix", "web"));

        for (String action : List.of(
                "GetLogEvents",
                "FilterLogEvents",
                "DescribeLogStreams",
                "DeleteLogGroup",
                "DeleteLogStream",
                "PutRetentionPolicy",
                "StartLiveTail")) {
            assertThat(may(action, stream("g", "web/app/" + task))).as(action).isFalse();
            assertThat(may(action, group("g"))).as(action).isFalse();
        }
    }

    @Test
    void aGroupIsMadeOnlyWhereTheDefinitionAsksForIt() {
        task(own, "web", Map.of("awslogs-group", "g", "awslogs-create-group", "true"));

        assertThat(may("CreateLogGroup", group("g"))).isTrue();
        assertThat(may("CreateLogGroup", group("h"))).isFalse();
    }

    @Test
    void withoutAPrefixTheStreamIsNamedLikeAContainer() {
        task(own, "web", Map.of("awslogs-group", "g"));

        assertThat(may("PutLogEvents", stream("g", ANYBODYS_ID))).isTrue();
        assertThat(may("PutLogEvents", stream("g", "web"))).isFalse();
    }

    @Test
    void theLastLinesOfAStoppedTaskAreStillTaken() {
        String task = task(own, "web", Map.of("awslogs-group", "g", "awslogs-stream-prefix", "web"));
        workshop.call(Ecs.STOP_TASK, StopTaskRequest.builder().task(task).build());

        assertThat(may("PutLogEvents", stream("g", "web/app/" + task))).isTrue();
    }
}
