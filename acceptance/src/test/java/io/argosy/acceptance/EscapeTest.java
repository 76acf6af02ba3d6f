package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.KeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stranger's containers on the packaged program: what they ask for is refused by the server; by the agent once more
/// when the server lets everything through; and from inside there is no way out.
@Tag("program")
final class EscapeTest {
    private static final List<String> NO_RULES = List.of(
            "--set",
            "policy.privileged=true",
            "--set",
            "policy.host-pid=true",
            "--set",
            "policy.host-ipc=true",
            "--set",
            "policy.docker-socket=true",
            "--set",
            "policy.host-roots=/");

    private static final String PAST_THE_SERVER = "with the server's policy open, ";

    /// It does not offer such a thing, or says which of its flags would let it through.
    private static final String BY_THE_AGENT = PAST_THE_SERVER + "by the agent";

    @TempDir
    private Path folder;

    private final Canaries canaries = new Canaries();
    private final Attempts attempts = new Attempts();
    private PackagedProgram machine;
    private Outbound outbound;
    private ApiClient api;

    @BeforeEach
    void start() throws Exception {
        Busybox.make(folder);
        machine = new PackagedProgram(folder);
        outbound = new Outbound(Duration.ofSeconds(5));
        for (String place : List.of("secret", "volumes-2", "server", "agent")) {
            canaries.in(folder.resolve(place));
        }
        layLinks();
        machine.startServer("--set", "policy.host-roots=" + folder.resolve("volumes"));
        machine.aws("ecs", "create-cluster", "--cluster-name", PackagedProgram.CLUSTER);
        machine.startAgent("--host-roots", folder.resolve("volumes").toString());
        api = new ApiClient(
                outbound, machine.uri(), new KeyFiles(machine.data()).read().orElseThrow(), InstantSource.system());
        attempts.name(folder.toString(), "HOST");
        attempts.name(socket(), "SOCKET");
    }

    @AfterEach
    void stop() throws IOException {
        outbound.close();
        machine.close();
        // Nobody who clears up is to meet a link to the host.
        Files.delete(folder.resolve("volumes/laid/out"));
        Files.delete(folder.resolve("volumes/laid/top"));
    }

    private void layLinks() throws Exception {
        Path laid = Files.createDirectories(folder.resolve("volumes/laid"));
        Files.createSymbolicLink(laid.resolve("out"), folder);
        Files.createSymbolicLink(laid.resolve("top"), Path.of("/"));
    }

    private static String socket() {
        return PackagedProgram.ENGINE.replaceFirst("^unix://", "");
    }

    @Test
    void nothingOfTheHostIsReadOrChanged() throws Exception {
        Task other = run(bystander());
        PackagedProgram.await(
                "the other task runs: " + other,
                () -> machine.containers("bystander").size() == 1);
        String container = machine.containers("bystander").getFirst();
        List<Escape> escapes = Escape.all(
                Map.of("HOST", folder.toString(), "SOCKET", socket(), "OTHER", container, "IMAGE", Busybox.IMAGE));
        var names = new LinkedHashMap<Escape, String>();
        escapes.forEach(escape -> names.put(escape, "escape-" + names.size()));
        Map<Escape, String> outcomes = new LinkedHashMap<>();
        for (Escape escape : escapes) {
            outcomes.put(escape, refusal(escape, names.getOrDefault(escape, "")) ? "by the server; " : "");
        }
        machine.killServer();
        machine.startServer(NO_RULES.toArray(String[]::new));
        Map<Escape, String> running = new LinkedHashMap<>();
        for (Escape escape : escapes) {
            pastTheServer(escape, names.getOrDefault(escape, ""), outcomes)
                    .ifPresent(task -> running.put(escape, task));
        }
        onTheHost(running, outcomes);
        outcomes.forEach((escape, how) -> attempts.refused(escape.name(), how));
        fromInside(container, id(other.taskArn().orElseThrow()));

        attempts.allRefused();
        canaries.areUnseenAndUnchanged();
        assertThat(machine.containers("bystander")).containsExactly(container);
        attempts.standOnThePageAs("a container");
    }

    /// Whether the server refuses it.
    private boolean refusal(Escape escape, String family) throws Exception {
        try {
            assertThat(api.call(Ecs.REGISTER_TASK_DEFINITION, escape.definition(family))
                            .taskDefinition())
                    .isPresent();
            return false;
        } catch (ApiException refused) {
            canaries.see(refused.error().message());
            return true;
        }
    }

    /// The task that the server lets through without its rules.
    private Optional<String> pastTheServer(Escape escape, String family, Map<Escape, String> outcomes)
            throws Exception {
        if (refusal(escape, family)) {
            outcomes.put(escape, "by the server, whatever its policy");
            return Optional.empty();
        }
        Optional<Task> task = placed(family);
        if (task.isEmpty()) {
            outcomes.merge(escape, BY_THE_AGENT, String::concat);
        }
        return task.flatMap(Task::taskArn);
    }

    private static Task told(Map<String, Task> tasks, String arn) {
        return Optional.ofNullable(tasks.get(arn)).orElseThrow();
    }

    private void onTheHost(Map<Escape, String> running, Map<Escape, String> outcomes) {
        var ended = new LinkedHashMap<String, Task>();
        PackagedProgram.await("all of them have ended", () -> {
            ended.putAll(described(List.copyOf(running.values())));
            return ended.values().stream()
                    .allMatch(task -> task.lastStatus().orElse("").equals("STOPPED"));
        });
        running.forEach((escape, arn) -> outcomes.merge(escape, onTheHost(escape, told(ended, arn)), String::concat));
    }

    private String onTheHost(Escape escape, Task task) {
        Container app = task.containers().orElseThrow().getFirst();
        String why = canaries.see(app.reason().or(task::stoppedReason).orElse(""));
        if (app.exitCode().isEmpty()) {
            return why.startsWith("HostConfigError") ? BY_THE_AGENT : PAST_THE_SERVER + "by the engine";
        }
        String printed = canaries.see(logs(task.taskArn().orElseThrow()));
        if (!printed.contains("looked") || canaries.showIn(printed)) {
            attempts.gotThrough(escape.name(), printed);
        }
        return PAST_THE_SERVER + "it ran and found nothing";
    }

    private Map<String, Task> described(List<String> arns) {
        var found = new LinkedHashMap<String, Task>();
        try {
            api.call(
                            Ecs.DESCRIBE_TASKS,
                            DescribeTasksRequest.builder()
                                    .cluster(PackagedProgram.CLUSTER)
                                    .tasks(arns)
                                    .build())
                    .tasks()
                    .orElseThrow()
                    .forEach(task -> found.put(task.taskArn().orElseThrow(), task));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return found;
    }

    private String logs(String task) {
        return machine.docker(
                "logs", machine.docker("ps", "-aq", "--filter", "label=com.amazonaws.ecs.task-arn=" + task));
    }

    /// A container without any right tries from inside, as its root.
    private void fromInside(String otherContainer, String otherTask) throws Exception {
        List<Map<String, String>> environment = new ArrayList<>();
        Map.of(
                        "HOST", folder.toString(),
                        "SOCKET", socket(),
                        "OTHER_CONTAINER", otherContainer,
                        "OTHER_TASK", otherTask,
                        "SERVER_PORT", Integer.toString(machine.uri().getPort()))
                .forEach((name, value) -> environment.add(Map.of("name", name, "value", value)));
        String script = Files.readString(Path.of("src/test/resources/prisoner.sh"));
        Task task =
                run(registered("prisoner", Map.of("command", List.of("sh", "-c", script), "environment", environment)));
        String arn = task.taskArn().orElseThrow();
        PackagedProgram.await(
                "the prisoner has tried all",
                () -> told(described(List.of(arn)), arn).lastStatus().orElse("").equals("STOPPED"));

        String printed = canaries.see(logs(arn));
        assertThat(printed).contains("the prisoner has tried all");
        printed.lines()
                .filter(line -> line.startsWith("NOT "))
                .forEach(line -> attempts.refused("from inside: " + line.substring(4), "it failed"));
        printed.lines()
                .filter(line -> line.startsWith("GOT "))
                .forEach(line -> attempts.gotThrough("from inside: " + line.substring(4), "it did not fail"));
    }

    private String bystander() throws Exception {
        String secret = canaries.named("another task's environment");
        return registered(
                "bystander",
                Map.of(
                        "command", List.of("sleep", "600"),
                        "stopTimeout", 1,
                        "environment", List.of(Map.of("name", "OTHERS_SECRET", "value", secret))));
    }

    private String registered(String family, Map<String, Object> more) throws Exception {
        Map<String, Object> container =
                new LinkedHashMap<>(Map.of("name", "app", "image", Busybox.IMAGE, "memory", 32));
        container.putAll(more);
        String body = JsonTree.write(Map.of("family", family, "containerDefinitions", List.of(container)));
        assertThat(api.call(
                                Ecs.REGISTER_TASK_DEFINITION,
                                JsonCodec.read(
                                        body.getBytes(StandardCharsets.UTF_8), RegisterTaskDefinitionRequest.STRUCTURE))
                        .taskDefinition())
                .isPresent();
        return family;
    }

    private Task run(String family) {
        return placed(family).orElseThrow();
    }

    /// The task, once there is room; none when no agent has what it asks for. There is no room while the agent is
    /// finding its server again.
    private Optional<Task> placed(String family) {
        var request = RunTaskRequest.builder()
                .cluster(PackagedProgram.CLUSTER)
                .taskDefinition(family)
                .build();
        var answers = new ArrayList<RunTaskResponse>();
        PackagedProgram.await("room for " + family, () -> {
            try {
                answers.add(api.call(Ecs.RUN_TASK, request));
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
            return !tasks(answers.getLast()).isEmpty()
                    || answers.getLast().toString().contains("ATTRIBUTE");
        });
        return tasks(answers.getLast()).stream().findFirst();
    }

    private static List<Task> tasks(RunTaskResponse answer) {
        return answer.tasks().orElse(List.of());
    }

    private static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
