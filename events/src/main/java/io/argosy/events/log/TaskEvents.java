package io.argosy.events.log;

import io.argosy.control.ClusterScope;
import io.argosy.control.TaskShape;
import io.argosy.model.Owner;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.Attachment;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.ClusterState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `ECS Task State Change`: one for each version of a task (ecs-semantics 11.2).
final class TaskEvents {
    private static final String KIND = "ECS Task State Change";
    private static final String LINK = "ElasticNetworkInterface";

    private TaskEvents() {}

    static Optional<Draft> of(Optional<Task> before, Task after, ClusterScope scope, ClusterState state, Instant at) {
        if (before.filter(old -> old.version() == after.version()).isPresent()) {
            return Optional.empty();
        }
        io.argosy.shapes.ecs.Task shape = TaskShape.of(after, scope, state, false);
        Map<String, Object> detail = Detail.of(inEvents(shape), io.argosy.shapes.ecs.Task.STRUCTURE);
        detail.remove("tags");
        detail.put("updatedAt", Detail.time(at));
        String service = after.owner() instanceof Owner.OfService(var name, var _) ? name.value() : "";
        return Optional.of(Draft.ofService(KIND, shape.taskArn().orElse(""), service, at, detail));
    }

    private static io.argosy.shapes.ecs.Task inEvents(io.argosy.shapes.ecs.Task task) {
        return task.toBuilder()
                .overrides(overrides(task))
                .attachments(task.attachments().orElse(List.of()).stream()
                        .map(TaskEvents::inEvents)
                        .toList())
                .build();
    }

    private static Attachment inEvents(Attachment attachment) {
        return attachment.type().equals(Optional.of(LINK))
                ? attachment.toBuilder().type("eni").build()
                : attachment;
    }

    /// One for each container, whether or not anything is overridden.
    private static TaskOverride overrides(io.argosy.shapes.ecs.Task task) {
        Map<String, ContainerOverride> all = new LinkedHashMap<>();
        task.containers().orElse(List.of()).stream()
                .flatMap(container -> container.name().stream())
                .forEach(name ->
                        all.put(name, ContainerOverride.builder().name(name).build()));
        TaskOverride given =
                task.overrides().orElseGet(() -> TaskOverride.builder().build());
        given.containerOverrides()
                .orElse(List.of())
                .forEach(override -> override.name().ifPresent(name -> all.put(name, override)));
        return given.toBuilder()
                .inferenceAcceleratorOverrides(Optional.empty())
                .containerOverrides(List.copyOf(all.values()))
                .build();
    }
}
