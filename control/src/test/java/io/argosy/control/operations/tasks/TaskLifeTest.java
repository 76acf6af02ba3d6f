package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Golden;
import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StartTaskRequest;
import io.argosy.shapes.ecs.StartTaskResponse;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.ecs.UpdateContainerInstancesStateRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// StartTask, StopTask, DescribeTasks and ListTasks.
final class TaskLifeTest {
    @TempDir
    private Path folder;

    private Workshop workshop;
    private ContainerInstanceId instance;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        instance = workshop.joined(
                1024,
                1024,
                Workshop.attribute("ecs.availability-zone", "z1"),
                Workshop.attribute("ecs.cpu-architecture", "x86_64"));
        workshop.defined("web");
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void stoppingFlipsWhatIsWantedBeforeWhatIs() {
        String task = run(request ->
                request.tags(List.of(Tag.builder().key("a").value("b").build())));
        report(task, "RUNNING");

        Task stopping = stop(task, "enough");

        assertThat(stopping.lastStatus()).contains("RUNNING");
        assertThat(stopping.desiredStatus()).contains("STOPPED");
        assertThat(stopping.stopCode()).contains("UserInitiated");
        assertThat(stopping.stoppedReason()).contains("enough");
        assertThat(stopping.stoppingAt()).isPresent();
        assertThat(described(task).tags()).contains(List.of());
        report(task, "STOPPED");
        assertThat(stop(task, "again").stoppedReason()).contains("enough");
    }

    @Test
    void theFirstStopReasonStands() {
        String task = run(request -> request);

        stop(task, "first");
        Task again = stop(task, "second");

        assertThat(again.stoppedReason()).contains("first");
    }

    @Test
    void stoppingAStrangerIsRefused() {
        assertThatThrownBy(() -> stop("f".repeat(32), "x"))
                .hasMessage("InvalidParameterException: The referenced task was not found.");
        assertThatThrownBy(() -> stop("short", "x"))
                .hasMessage("InvalidParameterException: taskId length should be one of [32,36]");
        assertThatThrownBy(() -> stop("arn:aws:ecs:local-1:123456789012:task/other/" + "f".repeat(32), "x"))
                .hasMessageContaining("Identifier is for other. Your cluster is default");
    }

    @Test
    void describingTellsWhatIsMissing() {
        String task = run(request -> request);

        var answer = workshop.call(
                Ecs.DESCRIBE_TASKS,
                DescribeTasksRequest.builder()
                        .tasks(List.of(task, "f".repeat(32)))
                        .build());

        assertThat(answer.tasks().orElseThrow()).extracting(Task::taskArn).containsExactly(Optional.of(task));
        assertThat(answer.failures().orElseThrow())
                .containsExactly(Failure.builder()
                        .arn("arn:aws:ecs:local-1:123456789012:task/default/" + "f".repeat(32))
                        .reason("MISSING")
                        .build());
        assertThatThrownBy(() -> workshop.call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder().tasks(List.of()).build()))
                .hasMessage("InvalidParameterException: Tasks cannot be empty.");
    }

    /// The exact bytes of a task that ran and stopped: which members are there, and how they are written.
    @Test
    void aStoppedTaskOnTheWire() throws IOException {
        String task = run(request -> request.startedBy("ci"));
        workshop.pass(Duration.ofMillis(1500));
        report(task, "RUNNING");
        workshop.pass(Duration.ofSeconds(2));
        report(task, "STOPPED");

        String json = new String(JsonCodec.write(described(task)), StandardCharsets.UTF_8);

        Golden.file("stopped-task.json").holds(json.replace(",\"", ",\n\"") + "\n");
    }

    @Test
    void startingTakesTheInstancesAsTheyAre() {
        String missing = "f".repeat(32);
        ContainerInstanceId small = workshop.joined(64, 64);
        ContainerInstanceId draining = workshop.joined(1024, 1024);
        workshop.call(
                Ecs.UPDATE_CONTAINER_INSTANCES_STATE,
                UpdateContainerInstancesStateRequest.builder()
                        .containerInstances(List.of(draining.value()))
                        .status("DRAINING")
                        .build());

        StartTaskResponse answer = workshop.call(
                Ecs.START_TASK,
                StartTaskRequest.builder()
                        .taskDefinition("web")
                        .containerInstances(List.of(instance.value(), small.value(), missing, draining.value()))
                        .build());

        assertThat(answer.tasks().orElseThrow()).hasSize(2);
        assertThat(answer.failures().orElseThrow())
                .extracting(failure -> failure.reason().orElseThrow())
                .containsExactly("RESOURCE:CPU", "MISSING");
    }

    @Test
    void startingNowhereIsRefused() {
        assertThatThrownBy(() -> workshop.call(
                        Ecs.START_TASK,
                        StartTaskRequest.builder()
                                .taskDefinition("web")
                                .containerInstances(List.of())
                                .build()))
                .hasMessage("ClientException: Container Instances cannot be empty.");
    }

    @Test
    void listsFilterByEveryMember() {
        workshop.defined("job");
        String web = run(request -> request.startedBy("ci"));
        String job = run(request -> request.taskDefinition("job"));
        String stopped = run(request -> request);
        stop(stopped, "x");

        assertThat(list(request -> request)).containsExactlyInAnyOrder(web, job);
        assertThat(list(request -> request.family("job"))).containsExactly(job);
        assertThat(list(request -> request.startedBy("ci"))).containsExactly(web);
        assertThat(list(request -> request.desiredStatus("STOPPED"))).containsExactly(stopped);
        assertThat(list(request -> request.desiredStatus("PENDING"))).isEmpty();
        assertThat(list(request -> request.launchType("EXTERNAL"))).isEmpty();
        assertThat(list(request -> request.containerInstance(instance.value()))).hasSize(2);
        assertThatThrownBy(() -> list(request -> request.startedBy("ci").family("web")))
                .hasMessageContaining("startedBy must be the only filter");
        assertThatThrownBy(() -> list(request -> request.serviceName("none")))
                .hasMessage("ServiceNotFoundException: Service not found.");
        assertThatThrownBy(() -> list(request -> request.containerInstance("f".repeat(32))))
                .hasMessageStartingWith("InvalidParameterException");
    }

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 3; i++) {
            run(request -> request);
        }

        var first = workshop.call(
                Ecs.LIST_TASKS, ListTasksRequest.builder().maxResults(2).build());
        var second = workshop.call(
                Ecs.LIST_TASKS,
                ListTasksRequest.builder()
                        .maxResults(2)
                        .nextToken(first.nextToken())
                        .build());

        assertThat(first.taskArns().orElseThrow()).hasSize(2);
        assertThat(second.taskArns().orElseThrow())
                .hasSize(1)
                .doesNotContainAnyElementsOf(first.taskArns().orElseThrow());
        assertThat(second.nextToken()).isEmpty();
        assertThatThrownBy(() ->
                        list(request -> request.nextToken(first.nextToken()).family("web")))
                .as("a token of another list")
                .hasMessageStartingWith("InvalidParameterException");
    }

    private String run(UnaryOperator<RunTaskRequest.Builder> change) {
        return workshop.call(
                        Ecs.RUN_TASK,
                        change.apply(RunTaskRequest.builder().taskDefinition("web"))
                                .build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    private void report(String task, String status) {
        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder().task(task).status(status).build());
    }

    private Task stop(String task, String reason) {
        return workshop.call(
                        Ecs.STOP_TASK,
                        StopTaskRequest.builder().task(task).reason(reason).build())
                .task()
                .orElseThrow();
    }

    private Task described(String task) {
        return workshop.call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .tasks(List.of(task))
                                .include(List.of("TAGS"))
                                .build())
                .tasks()
                .orElseThrow()
                .getFirst();
    }

    private List<String> list(UnaryOperator<ListTasksRequest.Builder> change) {
        return workshop.call(
                        Ecs.LIST_TASKS, change.apply(ListTasksRequest.builder()).build())
                .taskArns()
                .orElseThrow();
    }
}
