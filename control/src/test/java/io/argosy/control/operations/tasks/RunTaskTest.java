package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.NetworkConfiguration;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.shapes.ecs.RuntimePlatform;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.ecs.TaskOverride;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RunTaskTest {
    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void aTaskIsBornPendingOnAnInstance() {
        ContainerInstanceId on = workshop.joined(1024, 1024, Workshop.attribute("ecs.availability-zone", "z1"));
        workshop.defined("web");

        Task task = run(request -> request).tasks().orElseThrow().getFirst();

        assertThat(task.lastStatus()).contains("PENDING");
        assertThat(task.desiredStatus()).contains("RUNNING");
        assertThat(task.containerInstanceArn().orElseThrow()).endsWith("container-instance/default/" + on);
        assertThat(task.availabilityZone()).contains("z1");
        assertThat(task.group()).contains("family:web");
        assertThat(task.startedBy()).isEmpty();
        assertThat(task.cpu()).contains("128");
        assertThat(task.memory()).contains("256");
        assertThat(task.version()).contains(1L);
        assertThat(task.createdAt()).isPresent();
        assertThat(task.overrides().orElseThrow().containerOverrides().orElseThrow())
                .containsExactly(ContainerOverride.builder().name("app").build());
        assertThat(task.containers().orElseThrow().getFirst()).satisfies(app -> {
            assertThat(app.lastStatus()).contains("PENDING");
            assertThat(app.cpu()).contains("128");
            assertThat(app.networkBindings()).contains(List.of());
            assertThat(app.containerArn().orElseThrow())
                    .matches("arn:aws:ecs:local-1:123456789012:container/default/[0-9a-f]{32}/[0-9a-f-]{36}");
        });
    }

    @Test
    void whatFindsNoRoomIsAFailureBesideWhatDid() {
        workshop.joined(300, 4096);
        workshop.defined("web");

        RunTaskResponse answer = run(request -> request.count(4));

        assertThat(answer.tasks().orElseThrow()).hasSize(2);
        assertThat(answer.failures().orElseThrow())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.reason()).contains("RESOURCE:CPU"));
    }

    @Test
    void everyRuleThatKeepsATaskOffHasItsReason() {
        ContainerInstanceId on = workshop.joined(1024, 1024, Workshop.attribute("stack", "prod"));
        workshop.defined("big", definition -> definition.memory("2048"));
        workshop.defined(
                "picky",
                definition -> definition.requiresAttributes(List.of(
                        Attribute.builder().name("ecs.capability.task-eni").build())));
        workshop.defined(
                "ssh",
                definition -> definition.containerDefinitions(List.of(Workshop.container("app")
                        .portMappings(List.of(PortMapping.builder()
                                .containerPort(22)
                                .hostPort(22)
                                .protocol("tcp")
                                .build()))
                        .build())));
        workshop.defined("web");

        assertThat(reason(request -> request.taskDefinition("big"))).isEqualTo("RESOURCE:MEMORY");
        assertThat(reason(request -> request.taskDefinition("picky"))).isEqualTo("ATTRIBUTE");
        assertThat(reason(request -> request.taskDefinition("ssh"))).isEqualTo("RESOURCE:PORTS");
        assertThat(reason(request -> request.launchType("EXTERNAL"))).isEqualTo("ATTRIBUTE");
        assertThat(reason(request -> request.placementConstraints(List.of(PlacementConstraint.builder()
                        .type("memberOf")
                        .expression("attribute:stack == test")
                        .build()))))
                .isEqualTo("MemberOf placement constraint unsatisfied");
        workshop.defined(
                "arm",
                definition -> definition.runtimePlatform(
                        RuntimePlatform.builder().cpuArchitecture("ARM64").build()));
        assertThat(reason(request -> request.taskDefinition("arm"))).startsWith("MemberOf");
        workshop.connect(on, false);
        assertThat(reason(request -> request)).isEqualTo("AGENT");
    }

    @Test
    void distinctTasksOfAGroupGoToDifferentInstances() {
        workshop.joined(1024, 1024);
        workshop.joined(1024, 1024);
        workshop.defined("web");

        RunTaskResponse answer = run(request -> request.count(3)
                .placementConstraints(List.of(
                        PlacementConstraint.builder().type("distinctInstance").build())));

        assertThat(answer.tasks().orElseThrow())
                .hasSize(2)
                .extracting(Task::containerInstanceArn)
                .doesNotHaveDuplicates();
        assertThat(answer.failures().orElseThrow()).extracting(Failure::reason).hasSize(1);
    }

    @Test
    void overridesCountForPlacementAndAreShown() {
        workshop.joined(1024, 1024, Workshop.attribute("ecs.capability.task-cpu-mem-limit", ""));
        workshop.defined("web");

        Task task = run(request -> request.overrides(TaskOverride.builder()
                        .cpu("0.5 vCPU")
                        .memory("0.5GB")
                        .executionRoleArn("worker")
                        .containerOverrides(List.of(ContainerOverride.builder()
                                .name("app")
                                .memory(300)
                                .command(List.of("sleep"))
                                .build()))
                        .build()))
                .tasks()
                .orElseThrow()
                .getFirst();

        assertThat(task.cpu()).contains("512");
        assertThat(task.memory()).contains("512");
        TaskOverride shown = task.overrides().orElseThrow();
        assertThat(shown.executionRoleArn()).contains("arn:aws:iam::123456789012:role/worker");
        assertThat(shown.cpu()).contains("512");
        assertThat(task.containers().orElseThrow().getFirst().memory()).contains("300");
    }

    @Test
    void aClientTokenGivesTheSameTasksAgain() {
        workshop.joined(4096, 4096);
        workshop.defined("web");

        RunTaskResponse first = run(request -> request.clientToken("once").count(2));
        RunTaskResponse again = run(request -> request.clientToken("once").count(2));

        assertThat(again.tasks()).isEqualTo(first.tasks());
        assertThat(workshop.scope().store().read().tasks()).hasSize(2);
        ApiException conflict = catchThrowableOfType(
                ApiException.class,
                () -> run(request -> request.clientToken("once").count(1)));
        assertThat(conflict.error().code()).isEqualTo("ConflictException");
        assertThat(conflict.error().members().get("resourceIds"))
                .isInstanceOfSatisfying(
                        ApiError.Member.Texts.class,
                        ids -> assertThat(ids.values()).hasSize(2));

        workshop.pass(Duration.ofHours(25));
        assertThat(run(request -> request.clientToken("once").count(1)).tasks().orElseThrow())
                .hasSize(1);
    }

    @Test
    void tagsComeFromTheCallerTheDefinitionAndTheService() {
        workshop.joined(1024, 1024);
        workshop.defined("web");

        Task task = run(request -> request.tags(List.of(tag("team", "a"))).enableECSManagedTags(true))
                .tasks()
                .orElseThrow()
                .getFirst();

        assertThat(task.tags().orElseThrow()).containsExactly(tag("team", "a"), tag("aws:ecs:clusterName", "default"));
    }

    @Test
    void theIdleInstanceIsPreferredWhenSpreading() {
        workshop.joined(4096, 4096);
        workshop.joined(4096, 4096);
        workshop.defined("web");

        RunTaskResponse answer = run(request -> request.count(4)
                .placementStrategy(List.of(PlacementStrategy.builder()
                        .type("spread")
                        .field("instanceId")
                        .build())));

        Map<String, Long> counts = answer.tasks().orElseThrow().stream()
                .collect(Collectors.groupingBy(
                        task -> task.containerInstanceArn().orElseThrow(), Collectors.counting()));
        assertThat(counts.values()).containsExactly(2L, 2L);
    }

    @Test
    void withoutAnyInstanceTheCallIsRefused() {
        workshop.defined("web");

        assertThatThrownBy(() -> run(request -> request))
                .hasMessage("InvalidParameterException: No Container Instances were found in your cluster.");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusals(String text, UnaryOperator<RunTaskRequest.Builder> change) {
        workshop.joined(4096, 4096);
        workshop.defined("web");
        workshop.defined("vpc", definition -> definition.networkMode("awsvpc"));
        workshop.defined("old", definition -> definition.status("INACTIVE"));

        assertThatThrownBy(() -> run(change)).hasMessageStartingWith(text);

        assertThat(workshop.scope().store().read().tasks()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(ofWhatAndWhere(), ofOverrides(), ofMembers()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> ofWhatAndWhere() {
        return Stream.of(
                refusal("ClientException: Unable to describe task definition.", r -> r.taskDefinition("none")),
                refusal("ClientException: TaskDefinition is inactive", r -> r.taskDefinition("old:1")),
                refusal("ClusterNotFoundException: Cluster not found.", r -> r.cluster("none")),
                refusal("InvalidParameterException: count should be between 1 and 10", r -> r.count(11)),
                refusal("InvalidParameterException: launch type should be one of", r -> r.launchType("MOON")),
                refusal(
                        "InvalidParameterException: Task definition does not support launch_type FARGATE.",
                        r -> r.launchType("FARGATE")),
                refusal(
                        "InvalidParameterException: Specify either Launch Type or Capacity Provider Strategy",
                        r -> r.launchType("EC2").capacityProviderStrategy(List.of(provider()))),
                refusal(
                        "InvalidParameterException: The specified capacity provider strategy cannot contain",
                        r -> r.capacityProviderStrategy(List.of(provider()))),
                refusal(
                        "InvalidParameterException: Network Configuration must be provided",
                        r -> r.taskDefinition("vpc")),
                refusal(
                        "InvalidParameterException: Network Configuration is not valid",
                        r -> r.networkConfiguration(network())));
    }

    private static Stream<Arguments> ofOverrides() {
        return Stream.of(
                refusal(
                        "InvalidParameterException: Override for container named x is not a container",
                        r -> r.overrides(override(ContainerOverride.builder().name("x")))),
                refusal(
                        "InvalidParameterException: Container Overrides length must be at most 8192",
                        r -> r.overrides(override(ContainerOverride.builder()
                                .name("app")
                                .command(Collections.nCopies(100, "x".repeat(100)))))),
                refusal(
                        "InvalidParameterException: Invalid 'cpu' override",
                        r -> r.overrides(
                                override(ContainerOverride.builder().name("app").cpu(-1)))),
                refusal(
                        "InvalidParameterException: Invalid 'cpu' override",
                        r -> r.overrides(
                                override(ContainerOverride.builder().name("app").cpu(196_609)))),
                refusal(
                        "InvalidParameterException: Invalid 'memory' or 'memoryReservation' override",
                        r -> r.overrides(
                                override(ContainerOverride.builder().name("app").memory(Integer.MAX_VALUE)))),
                refusal(
                        "InvalidParameterException: Invalid 'memory' or 'memoryReservation' override",
                        r -> r.overrides(
                                override(ContainerOverride.builder().name("app").memoryReservation(33_554_433)))),
                refusal(
                        "InvalidParameterException: Invalid 'cpu' override",
                        r -> r.overrides(TaskOverride.builder().cpu("196609").build())),
                refusal(
                        "InvalidParameterException: Invalid 'memory' override",
                        r -> r.overrides(
                                TaskOverride.builder().memory("99999 GB").build())));
    }

    private static Stream<Arguments> ofMembers() {
        return Stream.of(
                refusal("InvalidParameterException: Group must not start with service:", r -> r.group("service:web")),
                refusal("InvalidParameterException: startedBy length", r -> r.startedBy("x".repeat(129))),
                refusal("InvalidParameterException: propagateTags", r -> r.propagateTags("SERVICE")),
                refusal("InvalidParameterException: Tag keys and values", r -> r.tags(List.of(tag("aws:x", "y")))),
                refusal("InvalidParameterException: clientToken", r -> r.clientToken("with space")),
                refusal(
                        "InvalidParameterException: The task cannot be started because a valid taskRoleArn",
                        r -> r.enableExecuteCommand(true)),
                refusal(
                        "UnsupportedFeatureException: enableExecuteCommand is not available here.",
                        r -> r.enableExecuteCommand(true)
                                .overrides(TaskOverride.builder()
                                        .taskRoleArn("arn:aws:iam::123456789012:role/app")
                                        .build())),
                refusal("InvalidParameterException: startedBy must not", r -> r.startedBy("a\u0007b")),
                refusal("InvalidParameterException: Group length", r -> r.group("x".repeat(256))),
                refusal(
                        "InvalidParameterException: binpack field 'disk' is invalid",
                        r -> r.placementStrategy(List.of(PlacementStrategy.builder()
                                .type("binpack")
                                .field("disk")
                                .build()))));
    }

    private static Arguments refusal(String text, UnaryOperator<RunTaskRequest.Builder> change) {
        return Arguments.of(text, change);
    }

    private static CapacityProviderStrategyItem provider() {
        return CapacityProviderStrategyItem.builder().capacityProvider("cp").build();
    }

    private static NetworkConfiguration network() {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(AwsVpcConfiguration.builder()
                        .subnets(List.of("subnet-1"))
                        .build())
                .build();
    }

    private static TaskOverride override(ContainerOverride.Builder container) {
        return TaskOverride.builder()
                .containerOverrides(List.of(container.build()))
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private String reason(UnaryOperator<RunTaskRequest.Builder> change) {
        Failure failure = run(change).failures().orElseThrow().getFirst();
        assertThat(failure.arn().orElseThrow()).contains("container-instance/default/");
        return failure.reason().orElseThrow();
    }

    private RunTaskResponse run(UnaryOperator<RunTaskRequest.Builder> change) {
        return workshop.call(
                Ecs.RUN_TASK,
                change.apply(RunTaskRequest.builder().taskDefinition("web")).build());
    }
}
