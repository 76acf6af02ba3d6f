package io.argosy.sessions;

import io.argosy.model.Owner;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.ContainerRestartPolicy;
import io.argosy.shapes.ecs.FirelensConfiguration;
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
        String image = image(definition);
        ContainerOverride override = override(name);
        var memory = override.memory().or(definition::memory);
        AcsContainer.Builder container = AcsContainer.of(name, registry.reachable(image))
                .cpu(override.cpu().or(definition::cpu).orElse(0))
                .memory(memory.orElse(0))
                .essential(definition.essential().orElse(true))
                .command(override.command().or(definition::command).orElse(List.of()))
                .entryPoint(definition.entryPoint().orElse(List.of()))
                .environment(environment(definition, override))
                .environmentFiles(files(definition, override))
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
                        .map(ContainerAssignments::restart))
                .firelens(definition.firelensConfiguration().map(ContainerAssignments::router));
        container(name).flatMap(Container::containerArn).ifPresent(container::containerArn);
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

    /// Of a deployment's later tasks the one that its first has pulled.
    private String image(ContainerDefinition definition) {
        String image = definition.image().orElse("");
        boolean consistent = task.owner() instanceof Owner.OfService
                && !image.contains("@")
                && !definition.versionConsistency().orElse("enabled").equals("disabled");
        return container(definition.name().orElse(""))
                .filter(_ -> consistent)
                .flatMap(Container::imageDigest)
                .map(digest -> repository(image) + "@" + digest)
                .orElse(image);
    }

    private static String repository(String image) {
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
    }

    private Optional<Container> container(String name) {
        return task.containers().stream()
                .filter(container -> container.name().equals(Optional.of(name)))
                .findFirst();
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

    /// Files of an override take the place of the definition's.
    private static List<AcsContainer.EnvironmentFile> files(
            ContainerDefinition definition, ContainerOverride override) {
        return override.environmentFiles().or(definition::environmentFiles).orElse(List.of()).stream()
                .map(file -> new AcsContainer.EnvironmentFile(file.value(), file.type()))
                .toList();
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

    private static AcsContainer.Firelens router(FirelensConfiguration firelens) {
        return new AcsContainer.Firelens(firelens.type(), firelens.options().orElse(Map.of()));
    }

    private static AcsContainer.RestartPolicy restart(ContainerRestartPolicy policy) {
        return new AcsContainer.RestartPolicy(
                true, policy.ignoredExitCodes().orElse(List.of()), policy.restartAttemptPeriod());
    }
}
