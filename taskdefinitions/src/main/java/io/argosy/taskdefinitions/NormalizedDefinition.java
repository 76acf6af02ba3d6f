package io.argosy.taskdefinitions;

import io.argosy.model.Arns;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.PortMapping;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.Volume;
import java.util.List;
import java.util.Optional;

/// A task definition as it is kept and shown: what the caller gave, and the defaults ECS fills in (ecs-semantics 4.6).
final class NormalizedDefinition {
    private static final int INTERVAL = 30;
    private static final int TIMEOUT = 5;
    private static final int RETRIES = 3;

    private NormalizedDefinition() {}

    static TaskDefinition.Builder of(RequestedDefinition requested, Arns arns) {
        RegisterTaskDefinitionRequest asked = requested.asked();
        return TaskDefinition.builder()
                .family(asked.family())
                .containerDefinitions(requested.containers().stream()
                        .map(container -> container(requested, container))
                        .toList())
                .taskRoleArn(role(asked.taskRoleArn(), arns))
                .executionRoleArn(role(asked.executionRoleArn(), arns))
                .networkMode(asked.networkMode())
                .volumes(requested.volumes().stream()
                        .map(NormalizedDefinition::volume)
                        .toList())
                .placementConstraints(asked.placementConstraints().orElse(List.of()))
                .requiresCompatibilities(asked.requiresCompatibilities().filter(given -> !given.isEmpty()))
                .cpu(requested.cpu().map(String::valueOf))
                .memory(requested.memoryMib().map(String::valueOf))
                .pidMode(asked.pidMode())
                .ipcMode(asked.ipcMode())
                .proxyConfiguration(asked.proxyConfiguration())
                .ephemeralStorage(asked.ephemeralStorage())
                .runtimePlatform(asked.runtimePlatform())
                .enableFaultInjection(asked.enableFaultInjection());
    }

    private static Optional<String> role(Optional<String> nameOrArn, Arns arns) {
        return nameOrArn.filter(given -> !given.isEmpty()).map(arns::role);
    }

    private static ContainerDefinition container(RequestedDefinition requested, ContainerDefinition asked) {
        return asked.toBuilder()
                .cpu(asked.cpu().orElse(0))
                .essential(RequestedDefinition.essential(asked))
                .portMappings(PortRules.of(asked).stream()
                        .map(mapping -> portMapping(requested, mapping))
                        .toList())
                .environment(asked.environment().orElse(List.of()))
                .mountPoints(asked.mountPoints().orElse(List.of()))
                .volumesFrom(asked.volumesFrom().orElse(List.of()))
                .systemControls(asked.systemControls().orElse(List.of()))
                .healthCheck(asked.healthCheck().map(NormalizedDefinition::healthCheck))
                .build();
    }

    private static PortMapping portMapping(RequestedDefinition requested, PortMapping asked) {
        var mapping = asked.toBuilder().protocol(PortRules.protocol(asked));
        if (asked.containerPort().isPresent()) {
            mapping.hostPort(
                    requested.networkMode().equals("bridge")
                            ? Optional.of(asked.hostPort().orElse(0))
                            : asked.containerPort());
        }
        return mapping.build();
    }

    private static HealthCheck healthCheck(HealthCheck asked) {
        return asked.toBuilder()
                .interval(asked.interval().orElse(INTERVAL))
                .timeout(asked.timeout().orElse(TIMEOUT))
                .retries(asked.retries().orElse(RETRIES))
                .build();
    }

    /// A volume without a kind is a directory of the host that the agent chooses.
    private static Volume volume(Volume asked) {
        boolean kindless = asked.dockerVolumeConfiguration().isEmpty()
                && asked.efsVolumeConfiguration().isEmpty()
                && asked.fsxWindowsFileServerVolumeConfiguration().isEmpty()
                && asked.s3filesVolumeConfiguration().isEmpty()
                && !asked.configuredAtLaunch().orElse(false)
                && asked.host().isEmpty();
        return kindless
                ? asked.toBuilder().host(HostVolumeProperties.builder().build()).build()
                : asked;
    }
}
