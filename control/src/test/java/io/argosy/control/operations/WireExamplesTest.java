package io.argosy.control.operations;

import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One request and answer of each operation, as they travel. Each list tells one story in its order: clusters, task
/// definitions and tags; an instance and its tasks. The requests are written by hand, the answers are golden files.
final class WireExamplesTest {
    private static final List<OperationModel<?, ?>> STORY = List.of(
            Ecs.CREATE_CLUSTER,
            Ecs.UPDATE_CLUSTER,
            Ecs.UPDATE_CLUSTER_SETTINGS,
            Ecs.DESCRIBE_CLUSTERS,
            Ecs.LIST_CLUSTERS,
            Ecs.TAG_RESOURCE,
            Ecs.UNTAG_RESOURCE,
            Ecs.LIST_TAGS_FOR_RESOURCE,
            Ecs.DELETE_CLUSTER,
            Ecs.REGISTER_TASK_DEFINITION,
            Ecs.DESCRIBE_TASK_DEFINITION,
            Ecs.LIST_TASK_DEFINITIONS,
            Ecs.LIST_TASK_DEFINITION_FAMILIES,
            Ecs.DEREGISTER_TASK_DEFINITION,
            Ecs.DELETE_TASK_DEFINITIONS);

    private static final List<OperationModel<?, ?>> ON_AN_INSTANCE = List.of(
            Ecs.REGISTER_CONTAINER_INSTANCE,
            Ecs.DISCOVER_POLL_ENDPOINT,
            Ecs.PUT_ATTRIBUTES,
            Ecs.LIST_ATTRIBUTES,
            Ecs.DELETE_ATTRIBUTES,
            Ecs.LIST_CONTAINER_INSTANCES,
            Ecs.START_TASK,
            Ecs.RUN_TASK,
            Ecs.LIST_TASKS,
            Ecs.SUBMIT_TASK_STATE_CHANGE,
            Ecs.SUBMIT_CONTAINER_STATE_CHANGE,
            Ecs.SUBMIT_ATTACHMENT_STATE_CHANGES,
            Ecs.DESCRIBE_TASKS,
            Ecs.STOP_TASK,
            Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
            Ecs.DESCRIBE_CONTAINER_INSTANCES,
            Ecs.DEREGISTER_CONTAINER_INSTANCE);

    @TempDir
    private Path folder;

    @Test
    void everyAnswerIsAsItWas() throws IOException {
        try (var workshop = new Workshop(folder)) {
            WireStory.tell(STORY, workshop);
        }
    }

    @Test
    void theLifeOfAnInstanceIsAsItWas() throws IOException {
        try (var workshop = new Workshop(folder)) {
            workshop.defined("web");
            WireStory.tell(ON_AN_INSTANCE.subList(0, 1), workshop);
            workshop.connect(new ContainerInstanceId("0".repeat(31) + "1"), true);
            WireStory.tell(ON_AN_INSTANCE.subList(1, ON_AN_INSTANCE.size()), workshop);
        }
    }
}
