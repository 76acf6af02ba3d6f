package io.argosy.agent.metadata;

import io.argosy.agent.session.AgentVersion;
import io.argosy.agent.tasks.ContainerRecord;
import io.argosy.agent.tasks.ContainerState.Running;
import io.argosy.agent.tasks.ContainerStatus;
import io.argosy.agent.tasks.Supervisors;
import io.argosy.agent.tasks.TaskRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What people on the host can ask (agent-protocol 8.4): who this instance is, and what runs on it.
public final class Introspection {
    private final Supervisors supervisors;
    private final String cluster;
    private final Supplier<String> instance;
    private final BooleanSupplier connected;

    /// `instance` is the ARN, empty until the instance is registered; `connected` whether the control channel is open.
    public Introspection(
            Supervisors supervisors, String cluster, Supplier<String> instance, BooleanSupplier connected) {
        this.supervisors = supervisors;
        this.cluster = cluster;
        this.instance = instance;
        this.connected = connected;
    }

    Optional<Object> find(String path, Map<String, List<String>> query) {
        return switch (path) {
            case "" -> Optional.of(Map.of("AvailableCommands", List.of("/v1/metadata", "/v1/tasks")));
            case "v1/metadata" ->
                Optional.of(Map.of(
                        "Cluster",
                        cluster,
                        "ContainerInstanceArn",
                        instance.get(),
                        "Version",
                        "Argosy agent - v" + AgentVersion.VERSION,
                        "Connected",
                        connected.getAsBoolean()));
            case "v1/tasks" -> tasks(query);
            default -> Optional.empty();
        };
    }

    private Optional<Object> tasks(Map<String, List<String>> query) {
        List<String> arns = query.getOrDefault("taskarn", List.of());
        List<String> dockerIds = query.getOrDefault("dockerid", List.of());
        if (!arns.isEmpty()) {
            return supervisors.task(arns.getFirst()).map(Introspection::task);
        }
        if (!dockerIds.isEmpty()) {
            return supervisors.tasks().stream()
                    .filter(task -> task.containers().stream()
                            .anyMatch(container -> container
                                    .state()
                                    .dockerId()
                                    .filter(id -> id.startsWith(dockerIds.getFirst()))
                                    .isPresent()))
                    .findFirst()
                    .map(Introspection::task);
        }
        return Optional.of(Map.of(
                "Tasks", supervisors.tasks().stream().map(Introspection::task).toList()));
    }

    private static Object task(TaskRecord task) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Arn", task.arn());
        document.put("DesiredStatus", task.stopWanted() ? TaskRecord.STOPPED : TaskRecord.RUNNING);
        document.put("KnownStatus", task.status());
        document.put("Family", task.task().family().orElse(""));
        document.put("Version", task.task().version().orElse(""));
        document.put(
                "Containers",
                task.containers().stream()
                        .map(container -> container(task, container))
                        .toList());
        return document;
    }

    private static Object container(TaskRecord task, ContainerRecord container) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("DockerId", container.state().dockerId().orElse(""));
        document.put("DockerName", container.dockerName());
        document.put("Name", container.name());
        document.put("Image", task.given(container.name()).image());
        document.put("KnownStatus", ContainerStatus.of(container.state()));
        container.state().pulledImage().ifPresent(image -> document.put("ImageID", image.id()));
        if (container.state() instanceof Running running) {
            document.put("StartedAt", running.startedAt().toString());
        }
        document.put(
                "Ports",
                container.state().shown().bindings().stream()
                        .map(Documents::port)
                        .toList());
        document.put("RestartCount", container.state().shown().restarts());
        return document;
    }
}
