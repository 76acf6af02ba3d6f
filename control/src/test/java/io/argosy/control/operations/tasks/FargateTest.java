package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.launches.Fargate;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.EphemeralStorage;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.shapes.ecs.RuntimePlatform;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tasks of Fargate, which run on the cluster's own instances.
final class FargateTest {
    private static final Attribute X86 = Workshop.attribute("ecs.cpu-architecture", "x86_64");
    private static final Attribute LIMITS = Workshop.attribute("ecs.capability.task-cpu-mem-limit", "");

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        defined("web", same -> same);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private void defined(String family, UnaryOperator<TaskDefinition.Builder> change) {
        workshop.defined(
                family,
                definition -> change.apply(definition
                        .compatibilities(List.of("EC2", "FARGATE"))
                        .cpu("256")
                        .memory("512")));
    }

    private RunTaskResponse run(UnaryOperator<RunTaskRequest.Builder> change) {
        return workshop.call(
                Ecs.RUN_TASK,
                change.apply(RunTaskRequest.builder().taskDefinition("web").launchType("FARGATE"))
                        .build());
    }

    private Task described(RunTaskResponse answer) {
        String arn = answer.tasks().orElseThrow().getFirst().taskArn().orElseThrow();
        return workshop.call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder().tasks(List.of(arn)).build())
                .tasks()
                .orElseThrow()
                .getFirst();
    }

    private static CapacityProviderStrategyItem provider(String name, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(name)
                .base(base)
                .weight(weight)
                .build();
    }

    @Test
    void aTaskIsShownAsFargateShowsIt() {
        workshop.joined(1024, 2048, X86, LIMITS, Workshop.attribute("ecs.availability-zone", "z1"));

        Task task = described(run(request -> request.platformVersion("LATEST")));

        assertThat(task.launchType()).contains("FARGATE");
        assertThat(task.capacityProviderName()).isEmpty();
        assertThat(task.containerInstanceArn()).isEmpty();
        assertThat(task.availabilityZone()).contains("z1");
        assertThat(task.platformVersion()).contains("1.4.0");
        assertThat(task.platformFamily()).contains("Linux");
        assertThat(task.cpu()).contains("256");
        assertThat(task.memory()).contains("512");
        assertThat(task.ephemeralStorage().orElseThrow().sizeInGiB()).isEqualTo(20);
        assertThat(task.fargateEphemeralStorage().orElseThrow().sizeInGiB()).contains(20);
        assertThat(workshop.call(
                                Ecs.LIST_TASKS,
                                ListTasksRequest.builder().launchType("FARGATE").build())
                        .taskArns()
                        .orElseThrow())
                .containsExactly(task.taskArn().orElseThrow());
    }

    @Test
    void aTaskOfEc2SaysNothingOfAPlatform() {
        workshop.joined(1024, 2048, LIMITS);

        Task task = described(run(request -> request.launchType("EC2")));

        assertThat(task.platformVersion()).isEmpty();
        assertThat(task.platformFamily()).isEmpty();
        assertThat(task.ephemeralStorage()).isEmpty();
        assertThat(task.containerInstanceArn()).isPresent();
    }

    @Test
    void aStrategySharesTasksOutBetweenItsProviders() {
        workshop.joined(4096, 8192, X86, LIMITS);

        RunTaskResponse answer = run(request -> request.launchType(Optional.empty())
                .capacityProviderStrategy(List.of(provider("FARGATE", 1, 1), provider("FARGATE_SPOT", 0, 3)))
                .count(5));

        assertThat(answer.tasks().orElseThrow())
                .extracting(task -> task.capacityProviderName().orElseThrow())
                .containsExactly("FARGATE", "FARGATE_SPOT", "FARGATE_SPOT", "FARGATE", "FARGATE_SPOT");
        assertThat(answer.tasks().orElseThrow())
                .allSatisfy(task -> assertThat(task.launchType()).contains("FARGATE"));
    }

    @Test
    void theStorageIsTheDefinitionsOrTheOverrides() {
        workshop.joined(4096, 8192, X86, LIMITS);
        defined(
                "big",
                definition -> definition.ephemeralStorage(
                        EphemeralStorage.builder().sizeInGiB(30).build()));

        Task defined = described(run(request -> request.taskDefinition("big")));
        Task overridden = described(run(request -> request.taskDefinition("big").overrides(storage(200))));

        assertThat(defined.ephemeralStorage().orElseThrow().sizeInGiB()).isEqualTo(30);
        assertThat(overridden.ephemeralStorage().orElseThrow().sizeInGiB()).isEqualTo(200);
        assertThat(run(request -> request.taskDefinition("big").launchType("EC2"))
                        .failures()
                        .orElseThrow()
                        .getFirst()
                        .detail())
                .hasValueSatisfying(text -> assertThat(text).contains("'ephemeralStorage' of the task asks for"));
    }

    private static TaskOverride storage(int gib) {
        return TaskOverride.builder()
                .ephemeralStorage(EphemeralStorage.builder().sizeInGiB(gib).build())
                .build();
    }

    @Test
    void whatFindsNoRoomIsShortOfCapacityAndSaysOfWhat() {
        assertThat(failure("web")).satisfies(failure -> {
            assertThat(failure.reason().orElseThrow()).startsWith("Capacity is unavailable at this time.");
            assertThat(failure.detail()).contains("No Container Instances were found in your cluster.");
        });

        var on = workshop.joined(128, 8192, X86, LIMITS);

        assertThat(failure("web")).satisfies(failure -> {
            assertThat(failure.arn()).isEmpty();
            assertThat(failure.reason().orElseThrow()).startsWith("Capacity is unavailable at this time.");
            assertThat(failure.detail())
                    .contains("(container-instance " + on
                            + ") has insufficient CPU units available (asked: 256, free: 128)");
        });
    }

    /// Without a word of its own a definition of Fargate is for x86.
    @Test
    void theArchitectureIsThatOfThePlatform() {
        workshop.joined(4096, 8192, Workshop.attribute("ecs.cpu-architecture", "arm64"), LIMITS);
        defined(
                "arm",
                definition -> definition.runtimePlatform(
                        RuntimePlatform.builder().cpuArchitecture("ARM64").build()));

        assertThat(failure("web").detail().orElseThrow()).contains("ecs.cpu-architecture", "x86_64");
        assertThat(run(request -> request.taskDefinition("arm")).failures().orElseThrow())
                .isEmpty();
    }

    private Failure failure(String family) {
        return run(request -> request.taskDefinition(family))
                .failures()
                .orElseThrow()
                .getFirst();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusals(String text, UnaryOperator<RunTaskRequest.Builder> change) {
        workshop.joined(4096, 8192, X86, LIMITS);

        assertThatThrownBy(() -> run(change)).hasMessageStartingWith(text);

        assertThat(workshop.scope().store().read().tasks()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("PlatformUnknownException: The platform version 1.5.0", r -> r.platformVersion("1.5.0")),
                refusal(
                        "InvalidParameterException: The platform version must be null when specifying an EC2",
                        r -> r.launchType("EC2").platformVersion("LATEST")),
                refusal(
                        "InvalidParameterException: Placement constraints are not supported with FARGATE",
                        r -> r.placementConstraints(List.of(PlacementConstraint.builder()
                                .type("distinctInstance")
                                .build()))),
                refusal(
                        "InvalidParameterException: Placement strategies are not supported with FARGATE",
                        r -> r.placementStrategy(List.of(
                                PlacementStrategy.builder().type("random").build()))),
                refusal(
                        "InvalidParameterException: No Fargate configuration exists for given values.",
                        r -> r.overrides(TaskOverride.builder().memory("768").build())),
                refusal(
                        "InvalidParameterException: EphemeralStorage size should be at least 21",
                        r -> r.overrides(storage(20))),
                refusal(
                        "InvalidParameterException: EphemeralStorage size should be at most 200",
                        r -> r.overrides(storage(201))),
                refusal(
                        "InvalidParameterException: There are no capacity providers",
                        r -> r.launchType(Optional.empty())
                                .capacityProviderStrategy(
                                        List.of(provider("FARGATE", 0, 0), provider("FARGATE_SPOT", 0, 0)))),
                refusal(
                        "InvalidParameterException: The specified capacity provider strategy cannot contain a capacity"
                                + " provider that is not associated",
                        r -> r.launchType(Optional.empty())
                                .capacityProviderStrategy(List.of(provider("FARGATE", 0, 1), provider("mine", 0, 1)))));
    }

    private static Arguments refusal(String text, UnaryOperator<RunTaskRequest.Builder> change) {
        return Arguments.of(text, change);
    }

    @Test
    void theSettingTurnsItOff() {
        var off = new Fargate(false);
        var definition = TaskDefinition.builder()
                .compatibilities(List.of("EC2", "FARGATE"))
                .build();

        assertThatThrownBy(() -> off.capacity(
                        Optional.of("FARGATE"),
                        List.of(),
                        definition,
                        workshop.scope().providers()))
                .hasMessageStartingWith("UnsupportedFeatureException: The launch type FARGATE is not available here.");
        assertThatThrownBy(() -> off.capacity(
                        Optional.empty(),
                        List.of(provider("FARGATE_SPOT", 0, 1)),
                        definition,
                        workshop.scope().providers()))
                .hasMessageContaining("not associated with the cluster");
        assertThat(off.capacity(
                                Optional.of("EC2"),
                                List.of(),
                                definition,
                                workshop.scope().providers())
                        .strategy())
                .isEmpty();
    }
}
