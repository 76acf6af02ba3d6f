package io.argosy.sessions;

import io.argosy.addresses.TaskInterfaces;
import io.argosy.control.ClusterScope;
import io.argosy.model.ElasticNetworkInterface;
import io.argosy.model.Owner;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.DockerVolumeConfiguration;
import io.argosy.shapes.ecs.EFSVolumeConfiguration;
import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.Volume;
import io.argosy.wire.acs.AcsTask;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tasks as agents are told them (agent-protocol 5): a definition with a task's overrides merged in. `endpoint` is
/// where agents reach this server, and so the registry host of images that are ours.
public final class Assignments {
    private static final int UNITS_PER_CPU = 1024;
    private static final TaskKeys.Given NO_KEYS =
            new TaskKeys.Given(Optional.empty(), Optional.empty(), Optional.empty());

    private final URI endpoint;

    public Assignments(URI endpoint) {
        this.endpoint = endpoint;
    }

    /// The order to run the task; nothing when its definition does not exist any more.
    public Optional<AcsTask> start(Task task, ClusterScope scope) {
        return start(task, scope, NO_KEYS);
    }

    /// The same with the keys of its roles.
    Optional<AcsTask> start(Task task, ClusterScope scope, TaskKeys.Given keys) {
        return scope.account().read().taskDefinition(task.definition()).map(known -> acsTask(task, known, scope, keys));
    }

    /// The order to stop it: its name is enough.
    public AcsTask stop(TaskId task, TaskDefinitionId definition, ClusterScope scope) {
        return AcsTask.stop(
                scope.arns().task(scope.name(), task), definition.family(), String.valueOf(definition.revision()));
    }

    private static String arn(Task task, ClusterScope scope) {
        return scope.arns().task(scope.name(), task.id());
    }

    private static String revision(Task task) {
        return String.valueOf(task.definition().revision());
    }

    private AcsTask acsTask(Task task, TaskDefinition definition, ClusterScope scope, TaskKeys.Given keys) {
        var content = definition.content();
        var containers = new ContainerAssignments(
                task,
                content,
                new OwnRegistry(endpoint, scope.arns().realm(), keys.execution().isPresent()));
        return AcsTask.start(arn(task, scope), task.definition().family(), revision(task))
                .taskClusterArn(scope.arn())
                .cpu(vcpu(task, content))
                .memory(number(task.overrides().memory().or(content::memory)))
                .networkMode(content.networkMode().orElse(ContainerAssignments.BRIDGE))
                .pidMode(content.pidMode())
                .ipcMode(content.ipcMode())
                .launchType(task.launchType().name())
                .group(task.owner().group())
                .serviceName(serviceName(task.owner()))
                .roleCredentials(keys.application())
                .executionRoleCredentials(keys.execution())
                .volumes(content.volumes().orElse(List.of()).stream()
                        .map(Assignments::volume)
                        .toList())
                .elasticNetworkInterfaces(TaskInterfaces.of(scope.store().read(), task.id()).stream()
                        .map(network -> network(network, scope))
                        .toList())
                .containers(content.containerDefinitions().orElse(List.of()).stream()
                        .map(containers::of)
                        .toList())
                .build();
    }

    private static AcsTask.NetworkInterface network(ElasticNetworkInterface network, ClusterScope scope) {
        return new AcsTask.NetworkInterface(
                scope.arns().attachment(scope.name(), network.attachment()),
                network.id(),
                network.macAddress(),
                0,
                List.of(new AcsTask.PrivateAddress(true, network.address())),
                network.gateway(),
                Optional.of(network.privateDnsName(scope.arns().realm().region())),
                Optional.of("default"));
    }

    /// Clients write CPU units, agents read cores.
    private static double vcpu(Task task, io.argosy.shapes.ecs.TaskDefinition content) {
        return (double) number(task.overrides().cpu().or(content::cpu)) / UNITS_PER_CPU;
    }

    private static long number(Optional<String> text) {
        return text.filter(given -> !given.isEmpty()).map(Long::valueOf).orElse(0L);
    }

    private static Optional<String> serviceName(Owner owner) {
        return switch (owner) {
            case Owner.Standalone _ -> Optional.empty();
            case Owner.OfService service -> Optional.of(service.service().value());
        };
    }

    private static AcsTask.Volume volume(Volume volume) {
        String name = volume.name().orElse("");
        if (volume.efsVolumeConfiguration().isPresent()) {
            return AcsTask.Volume.efs(name, efs(volume.efsVolumeConfiguration().get()));
        }
        return volume.dockerVolumeConfiguration()
                .map(configuration -> AcsTask.Volume.docker(name, docker(configuration)))
                .orElseGet(() -> AcsTask.Volume.host(
                        name,
                        volume.host().flatMap(HostVolumeProperties::sourcePath).filter(path -> !path.isEmpty())));
    }

    private static AcsTask.EfsVolume efs(EFSVolumeConfiguration configuration) {
        return new AcsTask.EfsVolume(
                configuration.fileSystemId(),
                configuration.rootDirectory(),
                configuration.transitEncryption(),
                configuration
                        .authorizationConfig()
                        .map(access -> new AcsTask.EfsAuthorization(access.accessPointId(), access.iam())));
    }

    private static AcsTask.DockerVolume docker(DockerVolumeConfiguration configuration) {
        return new AcsTask.DockerVolume(
                configuration.scope(),
                configuration.autoprovision().orElse(false),
                configuration.driver(),
                configuration.driverOpts().orElse(Map.of()),
                configuration.labels().orElse(Map.of()));
    }
}
