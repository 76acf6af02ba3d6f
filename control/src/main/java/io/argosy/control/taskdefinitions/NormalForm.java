package io.argosy.control.taskdefinitions;

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
final class NormalForm {
    private static final int INTERVAL = 30;
    private static final int TIMEOUT = 5;
    private static final int RETRIES = 3;

    private NormalForm() {}

    static TaskDefinition.Builder of(Draft draft, Arns arns) {
        RegisterTaskDefinitionRequest asked = draft.asked();
        return TaskDefinition.builder()
                .family(asked.family())
                .containerDefinitions(draft.containers().stream()
                        .map(container -> container(draft, container))
                        .toList())
                .taskRoleArn(role(asked.taskRoleArn(), arns))
                .executionRoleArn(role(asked.executionRoleArn(), arns))
                .networkMode(asked.networkMode())
                .volumes(draft.volumes().stream().map(NormalForm::volume).toList())
                .placementConstraints(asked.placementConstraints().orElse(List.of()))
                .requiresCompatibilities(asked.requiresCompatibilities().filter(given -> !given.isEmpty()))
                .cpu(draft.cpu().map(String::valueOf))
                .memory(draft.memoryMib().map(String::valueOf))
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

    private static ContainerDefinition container(Draft draft, ContainerDefinition asked) {
        return asked.toBuilder()
                .cpu(asked.cpu().orElse(0))
                .essential(Draft.essential(asked))
                .portMappings(Ports.of(asked).stream()
                        .map(mapping -> portMapping(draft, mapping))
                        .toList())
                .environment(asked.environment().orElse(List.of()))
                .mountPoints(asked.mountPoints().orElse(List.of()))
                .volumesFrom(asked.volumesFrom().orElse(List.of()))
                .systemControls(asked.systemControls().orElse(List.of()))
                .healthCheck(asked.healthCheck().map(NormalForm::healthCheck))
                .build();
    }

    private static PortMapping portMapping(Draft draft, PortMapping asked) {
        var mapping = asked.toBuilder().protocol(Ports.protocol(asked));
        if (asked.containerPort().isPresent()) {
            mapping.hostPort(
                    draft.networkMode().equals("bridge")
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
