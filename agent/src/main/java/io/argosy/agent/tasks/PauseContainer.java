package io.argosy.agent.tasks;

import io.argosy.docker.ContainerRequest;
import io.argosy.tasknetworks.PauseImage;
import io.argosy.tasknetworks.TaskAddress;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The container the agent adds to a task of network mode `awsvpc`, or of the pid or IPC mode `task`: it holds what all
/// others join, so it starts before them and ends after them, and its end is the end of the task. Nobody is told of it
/// but the engine and the task itself.
public final class PauseContainer {
    public static final String NAME = "~internal~ecs~pause";
    static final String MODE = "awsvpc";
    private static final int PROCESSES = 8;

    private PauseContainer() {}

    public static boolean is(String container) {
        return container.equals(NAME);
    }

    static boolean neededBy(AcsTask task) {
        return holdsNetwork(task) || shared(task.pidMode()) || shared(task.ipcMode());
    }

    static boolean holdsNetwork(AcsTask task) {
        return task.networkMode().filter(MODE::equals).isPresent();
    }

    /// Whether a namespace is that of the task and not of each container.
    private static boolean shared(Optional<String> mode) {
        return mode.filter("task"::equals).isPresent();
    }

    /// What a container of the task asks for, in the namespaces that this one holds for it.
    static ContainerRequest joined(ContainerRequest request, AcsTask task, String dockerName) {
        Map<String, String> modes = new LinkedHashMap<>();
        modes.put("NetworkMode", holdsNetwork(task) ? dockerName : "");
        modes.put("PidMode", shared(task.pidMode()) ? dockerName : "");
        modes.put("IpcMode", shared(task.ipcMode()) ? dockerName : "");
        modes.values().removeIf(String::isEmpty);
        return request.inNamespacesOf(modes);
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
        host.put("IpcMode", shared(task.ipcMode()) ? "shareable" : "none");
        // Who has number 1 among all processes of a task takes in those that lost their parents.
        host.put("Init", shared(task.pidMode()));
        memory(task).ifPresent(bytes -> host.put("ShmSize", bytes));
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
        task.elasticNetworkInterfaces().stream()
                .findFirst()
                .flatMap(one -> one.privateDnsName())
                .ifPresent(name -> {
                    body.put("Hostname", name);
                    host.put("ExtraHosts", List.of(name + ":" + address(task).address()));
                });
        body.put("HostConfig", host);
        return new ContainerRequest(body);
    }

    /// The largest memory that one of the containers asks to share with the others.
    private static Optional<Long> memory(AcsTask task) {
        return task.containers().stream()
                .filter(_ -> shared(task.ipcMode()))
                .map(ContainerRequest::sharedMemory)
                .filter(bytes -> bytes > 0)
                .max(Comparator.naturalOrder());
    }
}
