package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What containers write, from a definition as people keep them to `aws logs tail` and `argosy logs`.
@Tag("program")
final class SentLogsTest {
    private static final String ROLE = "ecsTaskExecutionRole";
    private static final String LOGS = "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startWithAgent();
        TaskRole.make(machine, ROLE);
        machine.aws("iam", "attach-role-policy", "--role-name", ROLE, "--policy-arn", LOGS);
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void register(String family, String script, String options) {
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                family,
                "--execution-role-arn",
                "arn:aws:iam::123456789012:role/" + ROLE,
                "--container-definitions",
                container(
                        script,
                        "\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":{"
                                + "\"awslogs-region\":\"local-1\"," + options + "}},"));
    }

    private static String container(String script, String more) {
        return "[{\"name\":\"app\",\"image\":\"" + Busybox.IMAGE + "\",\"memory\":16," + more
                + "\"essential\":true,\"command\":[\"sh\",\"-c\",\"" + script + "\"]}]";
    }

    private static String run(String family) {
        String arn = machine.aws(
                "ecs",
                "run-task",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--task-definition",
                family,
                "--query",
                "tasks[0].taskArn");
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static void ended(String task) {
        machine.waits("tasks-stopped", task);
    }

    private static Command logs(String... words) {
        var all = new java.util.ArrayList<>(java.util.List.of("logs", "--cluster", PackagedProgram.CLUSTER));
        all.addAll(java.util.List.of(words));
        return machine.argosy(all.toArray(String[]::new));
    }

    @Test
    void aTasksLinesAreWhereItsDefinitionSaysAndStayAfterItsEnd() {
        register(
                "written",
                "echo one; sleep 1; echo two >&2; sleep 1; echo three",
                "\"awslogs-group\":\"/ecs/written\",\"awslogs-create-group\":\"true\",\"awslogs-stream-prefix\":\"w\"");
        String task = run("written");
        ended(task);
        PackagedProgram.await(
                "the last line is there", () -> logs("task/" + task).output().contains("three"));

        String label = "written/" + task.substring(0, 6) + " app ";
        assertThat(machine.aws("logs", "tail", "/ecs/written", "--format", "short", "--color", "off"))
                .containsSubsequence("one", "two", "three");
        assertThat(machine.aws(
                        "logs",
                        "describe-log-streams",
                        "--log-group-name",
                        "/ecs/written",
                        "--query",
                        "logStreams[].logStreamName"))
                .isEqualTo("w/app/" + task);
        assertThat(logs(task).output().strip().lines()).containsExactly(label + "one", label + "two", label + "three");
        assertThat(logs(task, "--grep", "^t[wo]{2}$").output().strip()).isEqualTo(label + "two");
        assertThat(logs(task, "--output", "json").output()).contains("\"message\":\"two\"");
        assertThat(machine.docker(
                        "logs",
                        machine.docker(
                                "ps", "-aq", "--filter", "label=com.amazonaws.ecs.task-definition-family=written")))
                .contains("one", "two", "three");
    }

    @Test
    void linesOfOneEventStayTogether() {
        register(
                "lines",
                "echo INFO one; echo '  at x'; echo INFO two",
                "\"awslogs-group\":\"/ecs/lines\",\"awslogs-create-group\":\"true\",\"awslogs-stream-prefix\":\"w\","
                        + "\"awslogs-multiline-pattern\":\"^INFO\"");
        ended(run("lines"));

        PackagedProgram.await(
                "both events are there",
                () -> machine.tryAws(
                                "logs",
                                "filter-log-events",
                                "--log-group-name",
                                "/ecs/lines",
                                "--query",
                                "length(events)")
                        .output()
                        .strip()
                        .equals("2"));
        assertThat(machine.aws(
                        "logs", "filter-log-events", "--log-group-name", "/ecs/lines", "--query", "events[0].message"))
                .isEqualTo("INFO one\n  at x");
    }

    @Test
    void withoutItsGroupATaskStopsInTheDriversWords() {
        register("groupless", "true", "\"awslogs-group\":\"/ecs/nowhere\"");
        String task = run("groupless");
        ended(task);

        assertThat(machine.aws(
                        "ecs",
                        "describe-tasks",
                        "--cluster",
                        PackagedProgram.CLUSTER,
                        "--tasks",
                        task,
                        "--query",
                        "tasks[0].stoppedReason"))
                .isEqualTo("CannotStartContainerError: Error response from daemon: failed to initialize logging driver:"
                        + " failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group"
                        + " does not exist.");
    }

    @Test
    void aTaskThatLogsToItsEngineIsReadThere() {
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                "plain",
                "--container-definitions",
                container("echo hello", ""));
        String task = run("plain");
        ended(task);

        assertThat(logs(task, "--docker", PackagedProgram.ENGINE).output().strip())
                .isEqualTo("plain/" + task.substring(0, 6) + " app hello");
        Command elsewhere = logs(task, "--docker", "unix:///nowhere.sock");
        assertThat(elsewhere.status()).isEqualTo(1);
        assertThat(elsewhere.output()).contains("is kept by the engine of", "docker logs", "awslogs");
        assertThat(logs("nobody").output())
                .contains("there is no service and no task nobody in cluster " + PackagedProgram.CLUSTER);
    }
}
