package io.argosy.sessions;

import io.argosy.model.Task;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.ContainerRestartPolicy;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsContainer.Dependency;
import io.argosy.wire.acs.AcsContainer.MountPoint;
import io.argosy.wire.acs.AcsContainer.VolumeFrom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One task's containers as its agent is told them (agent-protocol 5.3), overrides merged in (ecs-semantics 5.7).
final class ContainerAssignments {
    static final String BRIDGE = "bridge";
    private static final String EXECUTION_ENVIRONMENT = "AWS_EXECUTION_ENV";

    private final Task task;
    private final TaskDefinition content;
    private final OwnRegistry registry;

    ContainerAssignments(Task task, TaskDefinition content, OwnRegistry registry) {
        this.task = task;
        this.content = content;
        this.registry = registry;
    }

    AcsContainer of(ContainerDefinition definition) {
        String name = definition.name().orElse("");
        String image = definition.image().orElse("");
        ContainerOverride override = override(name);
        var memory = override.memory().or(definition::memory);
        AcsContainer.Builder container = AcsContainer.of(name, registry.reachable(image))
                .cpu(override.cpu().or(definition::cpu).orElse(0))
                .memory(memory.orElse(0))
                .essential(definition.essential().orElse(true))
                .command(override.command().or(definition::command).orElse(List.of()))
                .entryPoint(definition.entryPoint().orElse(List.of()))
                .environment(environment(definition, override))
                .secrets(SecretReferences.of(definition, registry.realm()))
                .portMappings(definition.portMappings().orElse(List.of()).stream()
                        .map(ContainerAssignments::port)
                        .toList())
                .links(definition.links().orElse(List.of()))
                .startTimeout(definition.startTimeout())
                .stopTimeout(definition.stopTimeout())
                .registryAuthentication(
                        SecretReferences.login(definition, registry.realm()).or(() -> registry.keys(image)))
                .restartPolicy(definition
                        .restartPolicy()
                        .filter(ContainerRestartPolicy::enabled)
                        .map(ContainerAssignments::restart));
        arn(name).ifPresent(container::containerArn);
        neighbours(container, definition);
        if (definition.healthCheck().isPresent()) {
            container.dockerHealthCheck();
        }
        if (registry.byRole() && logsToUs(definition)) {
            container.logsByExecutionRole();
        }
        var docker =
                new DockerSettings(definition, task.id(), memory, override.memoryReservation(), registry.endpoint());
        return container
                .dockerConfig(
                        docker.config(), docker.hostConfig(content.networkMode().orElse(BRIDGE)))
                .build();
    }

    private static boolean logsToUs(ContainerDefinition definition) {
        return definition
                .logConfiguration()
                .filter(logs -> logs.logDriver().equals(DockerSettings.AWSLOGS))
                .isPresent();
    }

    private ContainerOverride override(String name) {
        return task.overrides().containerOverrides().orElse(List.of()).stream()
                .filter(override -> override.name().equals(Optional.of(name)))
                .findFirst()
                .orElseGet(() -> ContainerOverride.builder().name(name).build());
    }

    private Optional<String> arn(String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(Optional.of(name)))
                .findFirst()
                .flatMap(Container::containerArn);
    }

    private Map<String, String> environment(ContainerDefinition definition, ContainerOverride override) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(EXECUTION_ENVIRONMENT, "AWS_ECS_" + task.launchType());
        Stream.of(definition.environment(), override.environment())
                .flatMap(pairs -> pairs.orElse(List.<KeyValuePair>of()).stream())
                .forEach(pair ->
                        environment.put(pair.name().orElse(""), pair.value().orElse("")));
        return environment;
    }

    private static AcsContainer.PortMapping port(PortMapping mapping) {
        return new AcsContainer.PortMapping(
                mapping.containerPort().orElse(0),
                mapping.hostPort().orElse(0),
                mapping.protocol().map(name -> name.toLowerCase(Locale.ROOT)),
                mapping.containerPortRange());
    }

    private static void neighbours(AcsContainer.Builder container, ContainerDefinition definition) {
        container.mountPoints(definition.mountPoints().orElse(List.of()).stream()
                .map(mount -> new MountPoint(
                        mount.sourceVolume().orElse(""),
                        mount.containerPath().orElse(""),
                        mount.readOnly().orElse(false)))
                .toList());
        container.volumesFrom(definition.volumesFrom().orElse(List.of()).stream()
                .map(from -> new VolumeFrom(
                        from.sourceContainer().orElse(""), from.readOnly().orElse(false)))
                .toList());
        container.dependsOn(definition.dependsOn().orElse(List.of()).stream()
                .map(on -> new Dependency(on.containerName(), on.condition()))
                .toList());
    }

    private static AcsContainer.RestartPolicy restart(ContainerRestartPolicy policy) {
        return new AcsContainer.RestartPolicy(
                true, policy.ignoredExitCodes().orElse(List.of()), policy.restartAttemptPeriod());
    }
}
