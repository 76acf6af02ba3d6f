package io.argosy.schedules;

import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.scheduler.CreateScheduleInput;
import io.argosy.shapes.scheduler.EcsParameters;
import io.argosy.shapes.scheduler.FlexibleTimeWindow;
import io.argosy.shapes.scheduler.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Short words for what tests need.
final class Definitions {
    static final FlexibleTimeWindow OFF =
            FlexibleTimeWindow.builder().mode("OFF").build();

    private Definitions() {}

    static ContainerDefinition container(String family) {
        return ContainerDefinition.builder()
                .name("app")
                .image("registry.example/app:1")
                .memory(100)
                .logConfiguration(LogConfiguration.builder()
                        .logDriver("awslogs")
                        .options(Map.of(
                                "awslogs-group", "/ecs/" + family,
                                "awslogs-region", "local-1",
                                "awslogs-stream-prefix", "s"))
                        .build())
                .build();
    }

    static List<Attribute> capabilities() {
        return Stream.of(
                        "com.amazonaws.ecs.capability.logging-driver.awslogs",
                        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
                        "com.amazonaws.ecs.capability.docker-remote-api.1.21")
                .map(name -> Attribute.builder().name(name).build())
                .toList();
    }

    /// Runs a task of the family of the same name.
    static Target.Builder task(String family) {
        return Target.builder()
                .arn(Fleet.CLUSTER)
                .roleArn(Fleet.ROLE)
                .ecsParameters(EcsParameters.builder().taskDefinitionArn(family).build());
    }

    static CreateScheduleInput.Builder schedule(String name, String expression) {
        return CreateScheduleInput.builder()
                .name(name)
                .scheduleExpression(expression)
                .flexibleTimeWindow(OFF)
                .target(task(name).build());
    }
}
