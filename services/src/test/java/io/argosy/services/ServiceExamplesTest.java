package io.argosy.services;

import io.argosy.control.operations.WireStory;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentController;
import io.argosy.shapes.ecs.Ecs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One request and answer of each operation on services, as they travel: the life of a service, its deployments and
/// revisions; and of a task set.
final class ServiceExamplesTest {
    @TempDir
    private Path folder;

    @Test
    void theLifeOfAServiceIsAsItWas() throws IOException {
        try (var workshop = ServiceWorkshop.opened(folder)) {
            workshop.defined("web");
            WireStory.tell(
                    List.of(
                            Ecs.CREATE_SERVICE,
                            Ecs.UPDATE_SERVICE,
                            Ecs.DESCRIBE_SERVICES,
                            Ecs.LIST_SERVICES,
                            Ecs.LIST_SERVICE_DEPLOYMENTS,
                            Ecs.DESCRIBE_SERVICE_DEPLOYMENTS,
                            Ecs.DESCRIBE_SERVICE_REVISIONS,
                            Ecs.STOP_SERVICE_DEPLOYMENT,
                            Ecs.DELETE_SERVICE),
                    workshop);
        }
    }

    @Test
    void theLifeOfATaskSetIsAsItWas() throws IOException {
        try (var workshop = ServiceWorkshop.opened(folder)) {
            workshop.defined("web");
            workshop.call(
                    Ecs.CREATE_SERVICE,
                    CreateServiceRequest.builder()
                            .serviceName("outside")
                            .desiredCount(3)
                            .deploymentController(DeploymentController.builder()
                                    .type("EXTERNAL")
                                    .build())
                            .build());
            WireStory.tell(
                    List.of(
                            Ecs.CREATE_TASK_SET,
                            Ecs.UPDATE_TASK_SET,
                            Ecs.UPDATE_SERVICE_PRIMARY_TASK_SET,
                            Ecs.DESCRIBE_TASK_SETS,
                            Ecs.DELETE_TASK_SET),
                    workshop);
        }
    }
}
