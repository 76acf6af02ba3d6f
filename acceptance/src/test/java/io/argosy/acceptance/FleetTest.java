package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One server, one agent, the CLI from Debian unmodified: what a user does in the first hour.
@Tag("program")
final class FleetTest {
    @TempDir
    private static Path folder;

    private static PackagedProgram machine;

    @BeforeAll
    static void start() throws IOException {
        machine = new PackagedProgram(folder);
        machine.startWithAgent();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    @Test
    void theFirstStartMakesKeysForItsOwnerOnly() throws IOException {
        Path credentials = machine.data().resolve("credentials");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
                .isEqualTo("rw-------");
        assertThat(machine.data().resolve("config")).content().contains("region = local-1");
        assertThat(machine.aws("sts", "get-caller-identity", "--query", "[Account,Arn]"))
                .isEqualTo("123456789012\tarn:aws:iam::123456789012:root");
    }

    @Test
    void aTaskRunsAndStopsAndTheWaitersSeeIt() {
        register("sleeper", container("sleeper", "\"sleep\",\"600\""));
        String task = runTask("sleeper");

        machine.waits("tasks-running", task);
        assertThat(machine.containers("sleeper")).hasSize(1);
        String stopping = machine.aws(
                "ecs",
                "stop-task",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--task",
                task,
                "--reason",
                "enough",
                "--query",
                "task.[lastStatus,desiredStatus,stopCode]");
        machine.waits("tasks-stopped", task);

        assertThat(stopping).isEqualTo("RUNNING\tSTOPPED\tUserInitiated");
        assertThat(describe(task, "tasks[0].[stoppedReason,containers[0].exitCode]"))
                .isEqualTo("enough\t137");
        assertThat(machine.containers("sleeper")).isEmpty();
    }

    @Test
    void aTaskThatEndsTellsHow() {
        register("ender", container("ender", "\"sh\",\"-c\",\"exit 7\""));
        String task = runTask("ender");

        machine.waits("tasks-stopped", task);

        assertThat(describe(task, "tasks[0].[stopCode,stoppedReason,containers[0].exitCode]"))
                .isEqualTo("EssentialContainerExited\tEssential container in task exited\t7");
    }

    @Test
    void anImageThatIsNowhereStopsTheTaskWithAReason() {
        register("nowhere", """
                [{"name":"nowhere","image":"127.0.0.1:1/nothing:here","memory":16,"essential":true}]""");
        String task = runTask("nowhere");

        machine.waits("tasks-stopped", task);

        assertThat(describe(task, "tasks[0].[stopCode,containers[0].reason]"))
                .startsWith("TaskFailedToStart\tCannotPullContainerError");
    }

    @Test
    void aTaskTooLargeIsRefusedWithTheReason() {
        register("large", """
                [{"name":"large","image":"%s","memory":900000,"essential":true}]""".formatted(Busybox.IMAGE));

        String failures = machine.aws(
                "ecs",
                "run-task",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--task-definition",
                "large",
                "--query",
                "failures[].reason");

        assertThat(failures).isEqualTo("RESOURCE:MEMORY");
    }

    @Test
    void aServiceIsKeptScaledAndDeleted() {
        register("kept", container("kept", "\"sleep\",\"600\""));
        service("kept", 2);
        machine.waits("services-stable", "kept");
        List<String> before = machine.containers("kept");
        assertThat(before).hasSize(2);

        machine.docker("kill", before.getFirst());
        PackagedProgram.await("the killed one is replaced", () -> {
            List<String> now = machine.containers("kept");
            return now.size() == 2 && !now.contains(before.getFirst());
        });
        assertThat(machine.containers("kept")).contains(before.getLast());

        machine.aws(
                "ecs",
                "update-service",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--service",
                "kept",
                "--desired-count",
                "3");
        PackagedProgram.await("three run", () -> machine.containers("kept").size() == 3);

        machine.aws("ecs", "delete-service", "--cluster", PackagedProgram.CLUSTER, "--service", "kept", "--force");
        machine.waits("services-inactive", "kept");
        PackagedProgram.await("none runs", () -> machine.containers("kept").isEmpty());
    }

    @Test
    void aRollOutSurvivesTheDeathOfServerAndAgent() throws Exception {
        register("rolled", healthy("rolled", "one"));
        service("rolled", 2);
        machine.waits("services-stable", "rolled");
        PackagedProgram.await(
                "all are healthy",
                () -> running("rolled:1") == 2 && health("rolled").equals("HEALTHY HEALTHY"));
        List<String> bystander = bystander();
        register("rolled", healthy("rolled", "two"));
        var fewest = new Fewest("rolled");

        machine.aws(
                "ecs",
                "update-service",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--service",
                "rolled",
                "--task-definition",
                "rolled:2");
        machine.killServer();
        machine.startServer();
        machine.killAgent();
        machine.startAgent();
        machine.waits("services-stable", "rolled");

        assertThat(fewest.end()).isGreaterThanOrEqualTo(2);
        assertThat(running("rolled:2")).isEqualTo(2);
        assertThat(running("rolled:1")).isZero();
        assertThat(machine.containers("bystander")).isEqualTo(bystander);
    }

    private List<String> bystander() {
        register("bystander", container("bystander", "\"sleep\",\"600\""));
        String task = runTask("bystander");
        machine.waits("tasks-running", task);
        return machine.containers("bystander");
    }

    /// Watches how many containers of a family run, and remembers the fewest.
    private static final class Fewest {
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Integer> counts = new ArrayList<>();
        private final Thread thread;

        Fewest(String family) {
            thread = Thread.ofVirtual().start(() -> {
                while (!over.get()) {
                    counts.add(machine.containers(family).size());
                    PackagedProgram.pause(Duration.ofMillis(100));
                }
            });
        }

        int end() throws InterruptedException {
            over.set(true);
            thread.join();
            return counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
        }
    }

    private static void register(String family, String containers) {
        machine.aws(
                "ecs",
                "register-task-definition",
                "--family",
                family,
                "--container-definitions",
                containers,
                "--query",
                "taskDefinition.revision");
    }

    private static final String CONTAINER = """
            [{"name":"%s","image":"%s","memory":16,"essential":true,"stopTimeout":1,"command":[%s]}]""";

    private static final String HEALTHY = """
            [{"name":"%s","image":"%s","memory":16,"essential":true,"stopTimeout":1,"command":["sleep","600"],
              "environment":[{"name":"VERSION","value":"%s"}],
              "healthCheck":{"command":["CMD","/bin/true"],"interval":5}}]""";

    private static String container(String name, String command) {
        return CONTAINER.formatted(name, Busybox.IMAGE, command);
    }

    private static String healthy(String name, String version) {
        return HEALTHY.formatted(name, Busybox.IMAGE, version);
    }

    private static void service(String name, int count) {
        machine.aws(
                "ecs",
                "create-service",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--service-name",
                name,
                "--task-definition",
                name,
                "--desired-count",
                Integer.toString(count));
    }

    private static String runTask(String family) {
        return machine.aws(
                "ecs",
                "run-task",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--task-definition",
                family,
                "--query",
                "tasks[0].taskArn");
    }

    private static String describe(String task, String query) {
        return machine.aws(
                "ecs", "describe-tasks", "--cluster", PackagedProgram.CLUSTER, "--tasks", task, "--query", query);
    }

    private static long running(String definition) {
        String arns = machine.aws(
                "ecs",
                "list-tasks",
                "--cluster",
                PackagedProgram.CLUSTER,
                "--family",
                family(definition),
                "--query",
                "taskArns[]");
        return arns.lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(arn -> !arn.isEmpty())
                .filter(arn -> describe(arn, "tasks[?lastStatus=='RUNNING'].taskDefinitionArn")
                        .endsWith("/" + definition))
                .count();
    }

    private static String health(String family) {
        String arns = machine.aws(
                "ecs", "list-tasks", "--cluster", PackagedProgram.CLUSTER, "--family", family, "--query", "taskArns[]");
        List<String> words =
                new ArrayList<>(List.of("ecs", "describe-tasks", "--cluster", PackagedProgram.CLUSTER, "--tasks"));
        words.addAll(List.of(arns.split("\\s+")));
        words.addAll(List.of("--query", "tasks[].healthStatus"));
        return machine.aws(words.toArray(String[]::new)).replaceAll("\\s+", " ");
    }

    private static String family(String definition) {
        return definition.substring(0, definition.indexOf(':'));
    }
}
