package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTaskEdgesTest {
    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void theDetailNamesWhatIsMissingAndHowMuch() {
        workshop.joined(1024, 1024);
        workshop.defined("big", definition -> definition.memory("2048"));
        workshop.defined(
                "picky",
                definition -> definition.requiresAttributes(List.of(
                        Attribute.builder().name("ecs.capability.task-eni").build())));

        assertThat(detail("big")).endsWith("has insufficient memory available (asked: 2048 MiB, free: 1024 MiB)");
        assertThat(detail("picky")).endsWith("is missing an attribute required by your task (ecs.capability.task-eni)");
    }

    @Test
    void sumsThatNoNumberHoldsFitNowhereAndTakeNothing() {
        ContainerInstanceId on = workshop.joined(1024, 1024);
        workshop.defined(
                "huge",
                definition -> definition.containerDefinitions(List.of(
                        Workshop.container("app").cpu(Integer.MAX_VALUE).build(),
                        Workshop.container("side").cpu(Integer.MAX_VALUE).build())));

        assertThat(reason(request -> request.taskDefinition("huge"))).isEqualTo("RESOURCE:CPU");
        assertThat(workshop.scope().store().read().load(on).orElseThrow().used().cpu())
                .isZero();
    }

    @Test
    void drainingInstancesAreNoneThatCouldTakeATask() {
        ContainerInstanceId on = workshop.joined(1024, 1024);
        workshop.defined("web");
        workshop.scope().store().write(tx -> {
            tx.update(tx.state().instance(on).orElseThrow().with(ContainerInstance.Status.DRAINING));
            return on;
        });

        assertThatThrownBy(() -> run(request -> request))
                .hasMessageContaining("No Container Instances were found in your cluster.");
    }

    private String detail(String family) {
        return run(request -> request.taskDefinition(family))
                .failures()
                .orElseThrow()
                .getFirst()
                .detail()
                .orElseThrow();
    }

    @Test
    void aTokenWhoseTasksAreForgottenStillNamesThem() {
        workshop.joined(1024, 1024);
        workshop.defined("web");
        RunTaskResponse first = run(request -> request.clientToken("once"));
        workshop.scope().store().write(tx -> {
            List.copyOf(tx.state().tasks()).forEach(tx::remove);
            return tx.now();
        });
        workshop.pass(Duration.ofHours(2));

        RunTaskResponse again = run(request -> request.clientToken("once"));

        assertThat(again.tasks().orElseThrow()).singleElement().satisfies(task -> {
            assertThat(task.taskArn())
                    .isEqualTo(first.tasks().orElseThrow().getFirst().taskArn());
            assertThat(task.lastStatus()).contains("STOPPED");
        });
        assertThat(workshop.scope().store().read().tasks()).isEmpty();
    }

    private String reason(UnaryOperator<RunTaskRequest.Builder> change) {
        Failure failure = run(change).failures().orElseThrow().getFirst();
        assertThat(failure.arn().orElseThrow()).contains("container-instance/default/");
        return failure.reason().orElseThrow();
    }

    private RunTaskResponse run(UnaryOperator<RunTaskRequest.Builder> change) {
        return workshop.call(
                Ecs.RUN_TASK,
                change.apply(RunTaskRequest.builder().taskDefinition("web")).build());
    }
}
