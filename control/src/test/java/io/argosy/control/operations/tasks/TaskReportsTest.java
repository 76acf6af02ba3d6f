package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Golden;
import io.argosy.control.operations.Workshop;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.SubmitContainerStateChangeRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What agents' reports make of a task of two containers: `app`, essential, and `log`, not.
final class TaskReportsTest {
    private static final String STARTED = "RUNNING app=RUNNING log=RUNNING";
    private static final Map<String, List<String>> STORIES = stories();

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.joined(64 * 1024, 64 * 1024);
        workshop.defined(
                "web",
                definition -> definition.containerDefinitions(List.of(
                        Workshop.container("app").build(),
                        Workshop.container("log").essential(false).build())));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private static Map<String, List<String>> stories() {
        Map<String, List<String>> stories = new LinkedHashMap<>();
        stories.put("an ordinary life", List.of(STARTED, "STOPPED app=STOPPED:0 log=STOPPED:137"));
        stories.put(
                "everything said twice",
                List.of(
                        STARTED,
                        STARTED,
                        "STOPPED app=STOPPED:3 log=STOPPED:137",
                        "STOPPED app=STOPPED:3 log=STOPPED:137"));
        stories.put("a later, emptier end", List.of(STARTED, "STOPPED app=STOPPED:3:boom", "STOPPED app=STOPPED"));
        stories.put("the end before the start", List.of("STOPPED app=STOPPED:1 log=STOPPED:1", STARTED));
        stories.put("both in one report, in order", List.of("RUNNING app=RUNNING app=STOPPED:7"));
        stories.put("only a digest", List.of("PENDING app=PENDING"));
        stories.put("the side container ends early", List.of(STARTED, "RUNNING log=STOPPED:0"));
        stories.put(
                "the essential one ends first", List.of(STARTED, "RUNNING app=STOPPED:9", "STOPPED log=STOPPED:143"));
        stories.put("no image", List.of("STOPPED!CannotPullContainerError: no such image app=STOPPED log=STOPPED"));
        stories.put(
                "no image, said by the container",
                List.of("STOPPED app=STOPPED::CannotPullContainerError: gone log=STOPPED"));
        stories.put(
                "no image, while the other still runs",
                List.of("PENDING log=RUNNING app=STOPPED::CannotPullContainerError: gone", "STOPPED log=STOPPED:137"));
        stories.put("nothing said at all", List.of("STOPPED"));
        stories.put("gone before anybody saw it run", List.of("STOPPED app=STOPPED:0 log=STOPPED:137"));
        stories.put(
                "killed for its memory",
                List.of(
                        STARTED,
                        "STOPPED!OutOfMemoryError: Container killed due to memory usage"
                                + " app=STOPPED:137:OutOfMemoryError: Container killed due to memory usage"));
        stories.put("a stop, then the start it overtook", List.of("stop", STARTED, "STOPPED app=STOPPED:143"));
        stories.put("a stop of what runs", List.of(STARTED, "stop", "STOPPED app=STOPPED:143 log=STOPPED:143"));
        stories.put("a container nobody knows", List.of(STARTED, "RUNNING stranger=STOPPED:1"));
        stories.put("a status nobody knows", List.of(STARTED, "ZOMBIE app=ZOMBIE"));
        stories.put("a container's word alone", List.of(STARTED, "container app=STOPPED:5"));
        return stories;
    }

    /// The whole table is kept where a reviewer can read it.
    @Test
    void everyStoryEndsAsItShould() throws IOException {
        var table = new StringBuilder();
        STORIES.forEach((title, reports) -> {
            String task = run();
            table.append(title).append('\n');
            for (String report : reports) {
                tell(task, report);
                table.append("    %-64s -> %s%n".formatted(report, summary(described(task))));
            }
        });

        Golden.file("task-reports.txt").holds(table.toString());
    }

    @Test
    void aRepeatedReportChangesNothing() {
        String task = run();
        tell(task, STARTED);
        Task once = described(task);

        tell(task, STARTED);

        assertThat(described(task)).isEqualTo(once);
    }

    @Test
    void aReportIsOneChangeOfItsTask() {
        String task = run();

        tell(task, STARTED);
        assertThat(described(task).version()).contains(2L);
        tell(task, "STOPPED app=STOPPED:0");
        assertThat(described(task).version()).contains(3L);
    }

    @Test
    void theVersionOnlyGrows() {
        String task = run();
        long fresh = described(task).version().orElseThrow();
        tell(task, STARTED);
        long running = described(task).version().orElseThrow();
        tell(task, "STOPPED app=STOPPED:0");
        long stopped = described(task).version().orElseThrow();

        assertThat(fresh).isEqualTo(1);
        assertThat(running).isGreaterThan(fresh);
        assertThat(stopped).isGreaterThan(running);
    }

    @Test
    void aReportCarriesTimesPortsAndDigests() {
        String task = run();
        var binding = NetworkBinding.builder()
                .bindIP("0.0.0.0")
                .containerPort(80)
                .hostPort(32768)
                .protocol("tcp")
                .build();
        Instant pulled = Instant.parse("2026-01-01T00:00:05.250Z");

        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder()
                        .task(task)
                        .status("RUNNING")
                        .reason("")
                        .pullStartedAt(pulled.minusSeconds(2))
                        .pullStoppedAt(pulled)
                        .containers(List.of(ContainerStateChange.builder()
                                .containerName("app")
                                .status("RUNNING")
                                .runtimeId("9c71")
                                .imageDigest("sha256:abc")
                                .networkBindings(List.of(binding))
                                .build()))
                        .build());

        Task now = described(task);
        assertThat(now.pullStoppedAt()).contains(pulled);
        assertThat(now.connectivity()).contains("CONNECTED");
        assertThat(now.startedAt()).isPresent();
        assertThat(now.containers().orElseThrow().getFirst()).satisfies(app -> {
            assertThat(app.runtimeId()).contains("9c71");
            assertThat(app.imageDigest()).contains("sha256:abc");
            assertThat(app.networkBindings()).contains(List.of(binding));
        });
    }

    @Test
    void aTaskNobodyKnowsIsAcknowledged() {
        var answer = workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder()
                        .task("f".repeat(32))
                        .status("STOPPED")
                        .build());

        assertThat(answer.acknowledgment()).contains("ACK");
    }

    private String run() {
        return workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder().taskDefinition("web").build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    private Task described(String task) {
        return workshop.call(
                        Ecs.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder().tasks(List.of(task)).build())
                .tasks()
                .orElseThrow()
                .getFirst();
    }

    private void tell(String task, String report) {
        if (report.equals("stop")) {
            workshop.call(Ecs.STOP_TASK, StopTaskRequest.builder().task(task).build());
            return;
        }
        String[] words = report.split(" (?=[a-z]+=)");
        List<ContainerStateChange> containers = List.of(words).subList(1, words.length).stream()
                .map(TaskReportsTest::change)
                .toList();
        if (words[0].equals("container")) {
            workshop.call(Ecs.SUBMIT_CONTAINER_STATE_CHANGE, alone(task, containers.getFirst()));
            return;
        }
        String[] head = words[0].split("!");
        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder()
                        .task(task)
                        .status(head[0])
                        .reason(head.length > 1 ? head[1] : "")
                        .containers(containers)
                        .build());
    }

    private static SubmitContainerStateChangeRequest alone(String task, ContainerStateChange change) {
        return SubmitContainerStateChangeRequest.builder()
                .task(task)
                .containerName(change.containerName())
                .status(change.status())
                .exitCode(change.exitCode())
                .reason(change.reason())
                .build();
    }

    /// `name=STATUS[:exit code[:reason]]`
    private static ContainerStateChange change(String word) {
        String name = word.substring(0, word.indexOf('='));
        String[] parts = word.substring(name.length() + 1).split(":", 3);
        return ContainerStateChange.builder()
                .containerName(name)
                .status(parts[0])
                .exitCode(Optional.of(parts)
                        .filter(some -> some.length > 1 && !some[1].isEmpty())
                        .map(some -> Integer.valueOf(some[1])))
                .reason(parts.length > 2 ? parts[2] : "")
                .build();
    }

    private static String summary(Task task) {
        var text = new StringBuilder(task.lastStatus().orElseThrow())
                .append('/')
                .append(task.desiredStatus().orElseThrow());
        for (Container container : task.containers().orElseThrow()) {
            text.append(' ')
                    .append(container.name().orElseThrow())
                    .append('=')
                    .append(container.lastStatus().orElseThrow());
            container.exitCode().ifPresent(code -> text.append(':').append(code));
            container
                    .reason()
                    .ifPresent(reason -> text.append(" \"").append(reason).append('"'));
        }
        task.stopCode()
                .ifPresent(code -> text.append("; ")
                        .append(code)
                        .append(": ")
                        .append(task.stoppedReason().orElse("")));
        return text.toString();
    }
}
