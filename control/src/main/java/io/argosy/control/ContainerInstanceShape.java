package io.argosy.control;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Resources;
import io.argosy.shapes.ecs.Resource;
import io.argosy.state.ClusterState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A container instance as clients see it (ecs-semantics 8.1): what it registered and what its tasks have left of it.
public final class ContainerInstanceShape {
    private ContainerInstanceShape() {}

    public static io.argosy.shapes.ecs.ContainerInstance of(
            ContainerInstance instance, ClusterScope scope, ClusterState state, boolean withTags) {
        InstanceLoad load = state.load(instance.id()).orElseGet(() -> InstanceLoad.empty(instance));
        return io.argosy.shapes.ecs.ContainerInstance.builder()
                .containerInstanceArn(scope.arns().containerInstance(scope.name(), instance.id()))
                .ec2InstanceId(Optional.of(instance.ec2InstanceId()).filter(id -> !id.isEmpty()))
                .version(instance.version())
                .versionInfo(instance.agentVersion())
                .registeredResources(resources(instance.total()))
                .remainingResources(resources(remaining(instance.total(), load.used())))
                .capacityProviderName(instance.capacityProvider())
                .status(instance.status().name())
                .agentConnected(instance.agentConnected())
                .runningTasksCount(load.running())
                .pendingTasksCount(load.pending())
                .attributes(instance.attributes())
                .registeredAt(instance.registeredAt())
                .attachments(List.of())
                .tags(withTags ? instance.tags() : List.of())
                .build();
    }

    /// Numbers that are left, and ports that are not: those it keeps for itself and those in use. A machine that came
    /// back smaller may have less than nothing left.
    private static Resources remaining(Resources total, Resources used) {
        Resources ports = total.plus(used);
        return new Resources(
                Math.max(0, total.cpu() - used.cpu()),
                Math.max(0, total.memoryMib() - used.memoryMib()),
                ports.tcpPorts(),
                ports.udpPorts());
    }

    private static List<Resource> resources(Resources some) {
        return List.of(
                number("CPU", some.cpu()),
                number("MEMORY", some.memoryMib()),
                ports("PORTS", some.tcpPorts()),
                ports("PORTS_UDP", some.udpPorts()));
    }

    private static Resource number(String name, int value) {
        return resource(name, "INTEGER", value).build();
    }

    private static Resource ports(String name, Set<Integer> ports) {
        return resource(name, "STRINGSET", 0)
                .stringSetValue(ports.stream().sorted().map(String::valueOf).toList())
                .build();
    }

    private static Resource.Builder resource(String name, String type, int value) {
        return Resource.builder()
                .name(name)
                .type(type)
                .doubleValue(0.0)
                .longValue(0L)
                .integerValue(value);
    }
}
