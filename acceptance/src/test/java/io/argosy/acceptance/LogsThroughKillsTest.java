package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.FilteredLogEvent;
import io.argosy.shapes.logs.GetLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Tasks write a thousand lines a second each while agent, server and engine are killed in turn: every line that the
/// engine has is in its stream, in order, and what is there twice was put just before a kill. The hosts are the test's
/// own. `-Dargosy.kills.loggers=20` has as many of them write as fill a machine.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
final class LogsThroughKillsTest {
    private static final String CLUSTER = "written";
    private static final String GROUP = "/ecs/written";
    private static final int TASKS = Integer.getInteger("argosy.kills.loggers", 3);
    private static final int PER_CALL = 10;
    private static final int HOST = 51;
    private static final int PAGE = 10_000;
    private static final Duration BETWEEN = Duration.ofSeconds(4);
    /// The last second before a kill, and as long as a put may take on a busy machine.
    private static final Duration PUT_BEFORE_A_KILL = Duration.ofSeconds(5);
    private static final String SCRIPT = """
            n=0; while true; do i=0; while [ $i -lt 100 ]; do n=$((n+1)); i=$((i+1)); \
            echo line $n of a thousand each second, as long as lines of logs are now and then, or longer; done; \
            sleep 0.1; done""";

    @TempDir
    private Path folder;

    private WiredFleet fleet;
    private ApiClient api;
    private Kept server;
    private Host host;

    @BeforeEach
    void start() throws IOException {
        fleet = new WiredFleet(folder, 79, "access.create-roles=true");
        api = fleet.start();
        server = fleet.server();
        WiredFleet.makeCluster(api, CLUSTER);
        fleet.join(api, CLUSTER, List.of(HOST));
        host = fleet.hosts().getFirst();
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void everyLineThatTheEngineHadIsInItsStream() throws IOException {
        define();
        List<String> tasks = run();
        PackagedProgram.await(
                "each task writes",
                () -> tasks.stream().allMatch(task -> !last(task).isEmpty()));

        List<Span> kills = new ArrayList<>();
        PackagedProgram.pause(BETWEEN);
        kills.add(Span.of(() -> host.stopAgent(true)));
        PackagedProgram.pause(BETWEEN);
        host.startAgent();
        PackagedProgram.pause(BETWEEN);
        kills.add(Span.of(server::kill));
        PackagedProgram.pause(BETWEEN);
        server.start();
        PackagedProgram.pause(BETWEEN);
        kills.add(Span.of(() -> host.stopEngine(true)));
        PackagedProgram.pause(BETWEEN);
        host.startEngine();
        PackagedProgram.await(
                "every task has ended",
                Duration.ofMinutes(4),
                () -> tasks.stream()
                        .allMatch(task -> described(task).lastStatus().equals(Optional.of("STOPPED"))));

        for (String task : tasks) {
            everyLineIsThere(task, kills);
        }
    }

    private void everyLineIsThere(String task, List<Span> kills) {
        String container = described(task)
                .containers()
                .orElseThrow()
                .getFirst()
                .runtimeId()
                .orElseThrow();
        List<Integer> engine = numbers(host.docker("logs", container).lines().toList());
        assertThat(engine).hasSizeGreaterThan(10_000);
        PackagedProgram.await(
                "the last line has arrived", () -> numbers(last(task)).contains(engine.getLast()));

        List<FilteredLogEvent> stored = stored(task);
        List<Integer> numbers = numbers(messages(stored));
        assertThat(new LinkedHashSet<>(numbers)).containsAll(engine);
        assertThat(new ArrayList<>(new LinkedHashSet<>(numbers))).isSorted();
        assertThat(twice(stored))
                .as("what was put just before no kill is there once")
                .allMatch(event -> kills.stream().anyMatch(kill -> kill.came(event)));
    }

    /// When a kill began and when it was done.
    private record Span(Instant from, Instant to) {
        static Span of(Runnable kill) {
            Instant from = Instant.now();
            kill.run();
            return new Span(from, Instant.now());
        }

        boolean came(FilteredLogEvent event) {
            Instant put = Instant.ofEpochMilli(event.ingestionTime().orElseThrow());
            return !put.isBefore(from.minus(PUT_BEFORE_A_KILL)) && !put.isAfter(to);
        }
    }

    /// The first of each line that is there more than once.
    private static List<FilteredLogEvent> twice(List<FilteredLogEvent> stored) {
        Map<Optional<String>, FilteredLogEvent> seen = new HashMap<>();
        return stored.stream()
                .flatMap(event -> Optional.ofNullable(seen.putIfAbsent(event.message(), event)).stream())
                .toList();
    }

    private static List<String> messages(List<FilteredLogEvent> events) {
        return events.stream().flatMap(event -> event.message().stream()).toList();
    }

    private static List<Integer> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("line "))
                .map(line -> Integer.valueOf(line.split(" ")[1]))
                .toList();
    }

    private void define() throws IOException {
        api.call(
                Logs.CREATE_LOG_GROUP,
                CreateLogGroupRequest.builder().logGroupName(GROUP).build());
        api.call(
                Ecs.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("written")
                        .executionRoleArn("ecsTaskExecutionRole")
                        .containerDefinitions(List.of(ContainerDefinition.builder()
                                .name("app")
                                .image(Busybox.IMAGE)
                                .memory(32)
                                .essential(true)
                                .stopTimeout(2)
                                .command(List.of("sh", "-c", SCRIPT))
                                .logConfiguration(LogConfiguration.builder()
                                        .logDriver("awslogs")
                                        .options(Map.of(
                                                "awslogs-group", GROUP,
                                                "awslogs-region", "local-1",
                                                "awslogs-stream-prefix", "w"))
                                        .build())
                                .build()))
                        .build());
    }

    private List<String> run() {
        List<String> tasks = new ArrayList<>();
        PackagedProgram.await("the tasks are placed", () -> {
            try {
                api.call(
                                Ecs.RUN_TASK,
                                RunTaskRequest.builder()
                                        .cluster(CLUSTER)
                                        .taskDefinition("written")
                                        .count(Math.min(TASKS - tasks.size(), PER_CALL))
                                        .build())
                        .tasks()
                        .orElse(List.of())
                        .forEach(task -> tasks.add(task.taskArn().orElseThrow()));
                return tasks.size() == TASKS;
            } catch (IOException | ApiException notYet) {
                return false;
            }
        });
        return tasks;
    }

    private Task described(String task) {
        try {
            return api.call(
                            Ecs.DESCRIBE_TASKS,
                            DescribeTasksRequest.builder()
                                    .cluster(CLUSTER)
                                    .tasks(List.of(task))
                                    .build())
                    .tasks()
                    .orElseThrow()
                    .getFirst();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    /// The last line of its stream that is there.
    private List<String> last(String task) {
        try {
            return api
                    .call(
                            Logs.GET_LOG_EVENTS,
                            GetLogEventsRequest.builder()
                                    .logGroupName(GROUP)
                                    .logStreamName(stream(task))
                                    .limit(1)
                                    .build())
                    .events()
                    .orElse(List.of())
                    .stream()
                    .flatMap(event -> event.message().stream())
                    .toList();
        } catch (ApiException notYet) {
            return List.of();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private static String stream(String task) {
        return "w/app/" + task.substring(task.lastIndexOf('/') + 1);
    }

    private List<FilteredLogEvent> stored(String task) {
        List<FilteredLogEvent> events = new ArrayList<>();
        Optional<String> next = Optional.empty();
        try {
            do {
                var page = api.call(
                        Logs.FILTER_LOG_EVENTS,
                        FilterLogEventsRequest.builder()
                                .logGroupName(GROUP)
                                .logStreamNames(List.of(stream(task)))
                                .limit(PAGE)
                                .nextToken(next)
                                .build());
                events.addAll(page.events().orElse(List.of()));
                next = page.nextToken();
            } while (next.isPresent());
        } catch (ApiException notYet) {
            return List.of();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
        return events;
    }
}
