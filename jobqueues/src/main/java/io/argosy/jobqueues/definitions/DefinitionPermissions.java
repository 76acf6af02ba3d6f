package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.shapes.batch.ConsumableResourceProperties;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What registering a job definition needs (batch-semantics 14): who may not use a role or a resource must not lend it
/// to a job.
final class DefinitionPermissions {
    private static final String TASKS = "ecs-tasks.amazonaws.com";
    private static final String REGISTER = "RegisterJobDefinition";
    /// What conditions read of the options of a log driver.
    private static final Map<String, String> LOG_KEYS = Map.of(
            "awslogs-group", "batch:AWSLogsGroup",
            "awslogs-region", "batch:AWSLogsRegion",
            "awslogs-stream-prefix", "batch:AWSLogsStreamPrefix",
            "awslogs-create-group", "batch:AWSLogsCreateGroup");

    private DefinitionPermissions() {}

    static List<Permission> registering(BatchArns arns, RegisterJobDefinitionRequest request) {
        String arn = arns.definition(request.jobDefinitionName());
        return Stream.of(
                        BatchPermissions.making(REGISTER, arn, request.tags()).stream()
                                .map(needed -> needed.action().endsWith(REGISTER)
                                        ? conditions(needed, request.containerProperties())
                                        : needed),
                        consumables(request)
                                .map(name ->
                                        Permission.on("batch:" + REGISTER, arns.asNamed(BatchArns.CONSUMABLE, name))),
                        roles(request).distinct().flatMap(role -> BatchPermissions.passing(arns.realm(), role, TASKS)))
                .flatMap(needed -> needed)
                .distinct()
                .toList();
    }

    private static Stream<Optional<String>> roles(RegisterJobDefinitionRequest request) {
        Stream<EcsProperties> several = Stream.concat(
                request.ecsProperties().stream(),
                request.nodeProperties().stream()
                        .flatMap(nodes -> nodes.nodeRangeProperties().stream())
                        .flatMap(range -> range.ecsProperties().stream()));
        return Stream.concat(
                DefinitionRules.containers(request)
                        .flatMap(container -> Stream.of(container.jobRoleArn(), container.executionRoleArn())),
                several.flatMap(properties -> properties.taskProperties().stream())
                        .flatMap(task -> Stream.of(task.taskRoleArn(), task.executionRoleArn())));
    }

    private static Stream<String> consumables(RegisterJobDefinitionRequest request) {
        return request
                .consumableResourceProperties()
                .flatMap(ConsumableResourceProperties::consumableResourceList)
                .orElse(List.of())
                .stream()
                .flatMap(wanted -> wanted.consumableResource().stream())
                .filter(name -> !name.isEmpty());
    }

    private static Permission conditions(Permission needed, Optional<ContainerProperties> given) {
        if (given.isEmpty()) {
            return needed;
        }
        ContainerProperties container = given.get();
        Permission known = needed.with("batch:Image", container.image().stream().toList())
                .with("batch:User", container.user().stream().toList())
                .with(
                        "batch:Privileged",
                        container.privileged().map(String::valueOf).stream().toList());
        if (container.logConfiguration().isEmpty()) {
            return known;
        }
        var logs = container.logConfiguration().get();
        known = known.with("batch:LogDriver", logs.logDriver());
        for (var option : logs.options().orElse(Map.of()).entrySet()) {
            if (LOG_KEYS.containsKey(option.getKey())) {
                known = known.with(LOG_KEYS.get(option.getKey()), option.getValue());
            }
        }
        return known;
    }
}
