package io.argosy.agent.tasks;

import io.argosy.docker.ContainerRequest;
import io.argosy.tasknetworks.PauseImage;
import io.argosy.tasknetworks.TaskAddress;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The container the agent adds to a task of network mode `awsvpc`: it holds the network that all others join, so it
/// starts before them and ends after them, and its end is the end of the task. Nobody is told of it but the engine and
/// the task itself.
public final class PauseContainer {
    public static final String NAME = "~internal~ecs~pause";
    static final String MODE = "awsvpc";
    private static final int PROCESSES = 8;

    private PauseContainer() {}

    public static boolean is(String container) {
        return container.equals(NAME);
    }

    static boolean neededBy(AcsTask task) {
        return task.networkMode().filter(MODE::equals).isPresent();
    }

    /// The containers of the task with the one that is added, where it needs one.
    static List<AcsContainer> with(AcsTask task) {
        List<AcsContainer> given =
                task.containers().stream().filter(one -> !is(one.name())).toList();
        return neededBy(task) && !given.isEmpty()
                ? Stream.concat(Stream.of(AcsContainer.of(NAME, PauseImage.NAME).build()), given.stream())
                        .toList()
                : given;
    }

    /// The address of a task that needs a pause container; an `IllegalArgumentException` says what is wrong with it.
    static TaskAddress address(AcsTask task) {
        return task.elasticNetworkInterfaces().stream()
                .findFirst()
                .map(TaskAddress::of)
                .orElseThrow(() -> new IllegalArgumentException("no network interface was given"));
    }

    /// It gets nothing but a name to be called by, and is killed at once when it is stopped: there is nothing to end.
    static ContainerRequest request(AcsTask task, Map<String, String> labels, String image, List<String> cgroup) {
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("NetworkMode", "none");
        host.put("ReadonlyRootfs", true);
        host.put("CapDrop", List.of("ALL"));
        host.put("SecurityOpt", List.of("no-new-privileges"));
        host.put("PidsLimit", PROCESSES);
        host.put("LogConfig", Map.of("Type", "none", "Config", Map.of()));
        cgroup.forEach(parent -> host.put("CgroupParent", parent));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Image", image);
        body.put("User", "65534");
        body.put("StopSignal", "SIGKILL");
        body.put("Labels", labels);
        task.elasticNetworkInterfaces().getFirst().privateDnsName().ifPresent(name -> {
            body.put("Hostname", name);
            host.put("ExtraHosts", List.of(name + ":" + address(task).address()));
        });
        body.put("HostConfig", host);
        return new ContainerRequest(body);
    }
}
