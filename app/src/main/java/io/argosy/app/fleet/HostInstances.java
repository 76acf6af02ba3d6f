package io.argosy.app.fleet;

import io.argosy.hosts.Host;
import io.argosy.hosts.LocalHosts;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.DeregisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import io.argosy.views.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The container instances that hosts joined as, found by the name that each host's agent gives.
final class HostInstances {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Api api;
    private final Terminal terminal;

    HostInstances(Api api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /// The names of the hosts whose agents are connected.
    List<String> connected() throws IOException {
        return api.instances().stream()
                .filter(instance -> instance.agentConnected().orElse(false))
                .map(HostInstances::host)
                .toList();
    }

    /// Which host an instance is, by its ARN.
    Map<String, String> hosts() throws IOException {
        return api.instances().stream().collect(Collectors.toMap(HostInstances::arn, HostInstances::host));
    }

    private static String arn(ContainerInstance instance) {
        return instance.containerInstanceArn().orElse("");
    }

    private static String host(ContainerInstance instance) {
        return instance.attributes().orElse(List.of()).stream()
                .filter(attribute -> attribute.name().equals(LocalHosts.NAME_ATTRIBUTE))
                .map(Attribute::value)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    /// Drains these hosts first, so that what they run moves to the others, and then takes them out of the cluster.
    void remove(List<Host> hosts) throws IOException, InterruptedException {
        List<String> names = hosts.stream().map(Host::name).toList();
        List<String> arns = hosts().entrySet().stream()
                .filter(entry -> names.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (arns.isEmpty()) {
            return;
        }
        drain(arns);
        for (String arn : arns) {
            terminal.command("aws ecs deregister-container-instance --force --container-instance " + arn);
            api.call(
                    Ecs.DEREGISTER_CONTAINER_INSTANCE,
                    DeregisterContainerInstanceRequest.builder()
                            .containerInstance(arn)
                            .force(true)
                            .build());
        }
    }

    private void drain(List<String> arns) throws IOException, InterruptedException {
        terminal.command("aws ecs update-container-instances-state --status DRAINING --container-instances "
                + String.join(" ", arns));
        api.call(
                Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
                UpdateContainerInstancesStateRequest.builder()
                        .containerInstances(arns)
                        .status("DRAINING")
                        .build());
        boolean empty = Probe.await(
                DRAIN,
                () -> api.instances().stream()
                        .filter(instance -> arns.contains(arn(instance)))
                        // What a lost one had is for its replacements to move.
                        .filter(instance -> instance.agentConnected().orElse(false))
                        .allMatch(instance -> instance.runningTasksCount().orElse(0) == 0));
        if (!empty) {
            terminal.step("  some tasks did not move within " + DRAIN.toSeconds() + " s; they are replaced");
        }
    }
}
