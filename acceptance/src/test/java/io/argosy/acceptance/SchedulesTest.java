package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schedules as people use them: Debian's `aws scheduler` and `aws events`, real containers, and `argosy runs`; and all
/// of capacity, jobs and schedules by Debian's boto3.
@Tag("program")
final class SchedulesTest {
    private static final String CLUSTER = "arn:aws:ecs:local-1:123456789012:cluster/" + PackagedProgram.CLUSTER;
    private static final String ROLE = "arn:aws:iam::123456789012:role/scheduler";
    private static final String ALERTS = "arn:aws:logs:local-1:123456789012:log-group:/alerts";
    private static final Duration SOON = Duration.ofSeconds(4);

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        Busybox.make(folder);
        machine = new PackagedProgram(folder);
        server();
        machine.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        machine.startAgent("--pull", "prefer_cached");
    }

    /// With a group of hosts that makes none.
    private static void server() throws IOException {
        Path settings = Files.writeString(folder.resolve("argosy.toml"), """
                [instances.groups.pool]
                kind = "exec"
                program = ["/bin/true"]
                """);
        machine.startServer("--config", settings.toString(), "--set", "access.create-roles=true");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void defined(String family, String script) {
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                family,
                "--container-definitions",
                "[{\"name\":\"app\",\"image\":\"" + Busybox.IMAGE + "\",\"memory\":16,\"command\":[\"sh\",\"-c\",\""
                        + script + "\"]}]");
    }

    private static void scheduled(String name, String expression, String description) {
        machine.aws(
                "scheduler",
                "create-schedule",
                "--name",
                name,
                "--schedule-expression",
                expression,
                "--flexible-time-window",
                "Mode=OFF",
                "--description",
                description,
                "--target",
                "{\"Arn\":\"" + CLUSTER + "\",\"RoleArn\":\"" + ROLE + "\",\"EcsParameters\":{\"TaskDefinitionArn\":\""
                        + name + "\"}}");
    }

    private static String at(Instant moment) {
        return "at(" + moment.toString().replace("Z", "") + ")";
    }

    private static String runs(String schedule) {
        return machine.argosy("runs", schedule).output();
    }

    private static void await(String schedule, String state) {
        PackagedProgram.await(
                schedule + " has a run that is " + state, () -> runs(schedule).contains(state));
    }

    @Test
    void schedulesRunAndAreRemembered() throws IOException {
        defined("slow", "sleep 75");
        defined("broken", "exit 3");
        defined("once", "echo done");
        scheduled("slow", "rate(1 minute)", "argosy:overlap=skip");
        scheduled("broken", at(Instant.now().plus(SOON).truncatedTo(ChronoUnit.SECONDS)), "argosy:alert=" + ALERTS);

        await("broken", "FAILED");
        assertThat(runs("broken")).contains(" 3 ", "Essential container in task exited");
        PackagedProgram.await(
                "the failure is told",
                () -> machine.tryAws(
                                "logs",
                                "filter-log-events",
                                "--log-group-name",
                                "/alerts",
                                "--query",
                                "events[].message")
                        .output()
                        .contains("\"outcome\":\"FAILED\""));

        Instant due = Instant.now().plus(SOON).truncatedTo(ChronoUnit.SECONDS);
        scheduled("once", at(due), "");
        PackagedProgram.pause(Duration.between(Instant.now(), due));
        machine.killServer();
        server();
        await("once", "SUCCEEDED");
        assertThat(tasksOf("once")).hasSize(1);

        await("slow", "SKIPPED");
        assertThat(runs("")).contains("slow", "STARTED", "broken", "FAILED", "once", "SUCCEEDED");
        assertThat(machine.argosy("runs", "--state", "FAILED", "--output", "json")
                        .output())
                .contains("\"exitCode\":3", "schedule/default/broken");
    }

    private static String[] tasksOf(String schedule) {
        return machine.aws(
                        "ecs",
                        "list-tasks",
                        "--cluster",
                        PackagedProgram.CLUSTER,
                        "--desired-status",
                        "STOPPED",
                        "--family",
                        schedule,
                        "--query",
                        "taskArns[]")
                .split("\\s+");
    }

    @Test
    void botoDrivesCapacityJobsAndSchedules() {
        Path script = Path.of("src/test/resources/boto/waves.py").toAbsolutePath();

        assertThat(machine.script(
                        "/usr/bin/python3",
                        script.toString(),
                        machine.uri().toString(),
                        PackagedProgram.CLUSTER,
                        Busybox.IMAGE))
                .contains("capacity ", "jobs ", "schedules ", "taken_away ");
    }

    @Test
    void aScheduledRuleIsMadeByTheCommandLine() {
        machine.aws("events", "put-rule", "--name", "hourly", "--schedule-expression", "rate(1 hour)");
        machine.aws(
                "events",
                "put-targets",
                "--rule",
                "hourly",
                "--targets",
                "[{\"Id\":\"one\",\"Arn\":\"" + CLUSTER + "\",\"RoleArn\":\"" + ROLE
                        + "\",\"EcsParameters\":{\"TaskDefinitionArn\":\"once\"}}]");

        assertThat(machine.aws("events", "list-targets-by-rule", "--rule", "hourly", "--query", "Targets[].Id"))
                .isEqualTo("one");
        assertThat(machine.tryAws("events", "put-rule", "--name", "p", "--event-pattern", "{\"source\":\"a\"}")
                        .output())
                .contains("Event pattern is not valid. Reason: \"source\" must be an object or an array");
    }
}
