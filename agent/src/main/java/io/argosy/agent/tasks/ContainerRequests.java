package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.PulledImage;
import io.argosy.confinement.HostRefusal;
import io.argosy.docker.ContainerRequest;
import io.argosy.docker.DockerException;
import io.argosy.docker.Inspected;
import io.argosy.docker.InvalidContainer;
import io.argosy.docker.LocalImage;
import io.argosy.docker.Wiring;
import io.argosy.firelens.LogRouters;
import io.argosy.firelens.LogRouting;
import io.argosy.wire.acs.AcsTask;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the engine is asked for when it is to make a container of a task.
final class ContainerRequests {
    private final ContainerDriver.Dependencies tools;
    private final TaskVolumes volumes;
    private final LogRouters routers;
    private final PortRanges ranges = new PortRanges();

    ContainerRequests(ContainerDriver.Dependencies tools, TaskVolumes volumes, LogRouters routers) {
        this.tools = tools;
        this.volumes = volumes;
        this.routers = routers;
    }

    /// What is asked for in the name of the task's execution role: the variables of its files, and what is secret.
    record Read(Map<String, String> files, TaskSecrets.Values secrets) {}

    ContainerRequest of(TaskRecord task, ContainerRecord container, PulledImage image, Read read)
            throws DockerException, ResourceRefused, InvalidContainer, HostRefusal {
        AcsTask given = task.task();
        tools.guard().check(given);
        if (PauseContainer.is(container.name())) {
            List<String> parent = tools.cgroups().make(given).stream().toList();
            return PauseContainer.request(given, labels(task, container), image.id(), parent);
        }
        Map<String, String> siblings = new HashMap<>();
        task.containers().forEach(one -> siblings.put(one.name(), one.dockerName()));
        Map<String, String> environment = tools.environment().of(task, container, image(image.id()), read.files());
        read.secrets().variables().forEach((name, value) -> environment.put(name, value.reveal()));
        environment.putAll(LogRouters.variables(given, container.name(), routerAddress(task, container.name())));
        Optional<String> cgroup = tools.cgroups().make(given);
        boolean ownLimits = cgroup.isEmpty();
        boolean alone = task.containers().stream()
                        .filter(one -> !PauseContainer.is(one.name()))
                        .count()
                == 1;
        var wiring = new Wiring(
                siblings,
                volumes.ready(task),
                environment,
                labels(task, container),
                PauseContainer.holdsNetwork(given)
                        ? List.of()
                        : ranges.placed(task.given(container.name()).portMappings()),
                cgroup,
                Optional.of(given.memory()).filter(limit -> ownLimits && limit > 0),
                Optional.of(given.cpu()).filter(limit -> ownLimits && alone && limit > 0),
                tools.usual());
        Map<String, String> logOptions = new HashMap<>();
        read.secrets().logOptions().forEach((name, value) -> logOptions.put(name, value.reveal()));
        ContainerRequest asked =
                ContainerRequest.of(given, task.given(container.name()), wiring).withLogOptions(logOptions);
        ContainerRequest request = PauseContainer.holdsNetwork(given) ? asked.withoutNetwork() : asked;
        tools.guard().check(request);
        ContainerRequest placed = PauseContainer.neededBy(given)
                ? PauseContainer.joined(
                        request, given, task.container(PauseContainer.NAME).dockerName())
                : request;
        return routers.routed(placed, given, container.name());
    }

    /// Where the task's log router is, for a container that logs to it.
    private Optional<String> routerAddress(TaskRecord task, String container) throws DockerException {
        Optional<String> router = LogRouting.of(task.task())
                .filter(routing -> routing.routes(container))
                .flatMap(routing -> task.container(routing.router()).state().dockerId());
        return router.isEmpty()
                ? Optional.empty()
                : tools.docker().inspect(router.get()).networks().stream()
                        .map(Inspected.Network::address)
                        .filter(address -> !address.isEmpty())
                        .findFirst();
    }

    private Optional<LocalImage> image(String id) throws DockerException {
        try {
            return Optional.of(tools.puller().image(id));
        } catch (DockerException absent) {
            if (ContainerDriver.unknown(absent)) {
                throw absent;
            }
            return Optional.empty();
        }
    }

    private Map<String, String> labels(TaskRecord task, ContainerRecord container) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.CLUSTER, tools.owner().cluster());
        labels.put(Labels.PLACE, tools.owner().place());
        labels.put(Labels.INSTANCE, tools.owner().instance().get());
        labels.put(Labels.CONTAINER, container.name());
        labels.put(Labels.TASK, task.arn());
        labels.put(Labels.FAMILY, task.task().family().orElse(""));
        labels.put(Labels.VERSION, task.task().version().orElse(""));
        return labels;
    }
}
