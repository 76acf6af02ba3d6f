package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.logs.CreateLogGroupRequest;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every definition of samples/definitions, unchanged and by the CLI from Debian, on two hosts: from registration to
/// what its containers see and write, or to the words of its refusal.
@Execution(ExecutionMode.CONCURRENT)
@Tag("program")
final class DefinitionsTest {
    private static final int TYPISTS = 4;

    @TempDir
    private static Path folder;

    private static TwoHosts fleet;
    private static Outbound outbound;
    private static ApiClient api;
    private static GuardedRegistry partner;
    private static final Map<SampleDefinition, Future<String>> BEGUN = new ConcurrentHashMap<>();

    @BeforeAll
    static void runAll() throws Exception {
        fleet = new TwoHosts(folder, "--insecure-registry", Prepared.PARTNER);
        fleet.start(
                Prepared.agentFlags(folder),
                "region=us-east-1",
                "registry.create-on-push=true",
                "access.create-roles=true");
        outbound = fleet.outbound();
        api = fleet.api(outbound);
        try (var typists = Executors.newFixedThreadPool(TYPISTS)) {
            Future<?> account = typists.submit(() -> Prepared.account(fleet));
            fleet.awaitJoined(api);
            Prepared.images(fleet, folder);
            partner = Prepared.partner(fleet, folder);
            account.get();
            for (SampleDefinition definition : SampleDefinition.all()) {
                BEGUN.put(definition, typists.submit(() -> begun(definition)));
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (partner != null) {
            partner.close();
        }
        if (outbound != null) {
            outbound.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    static List<SampleDefinition> all() throws IOException {
        return SampleDefinition.all();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void everyFileHasARow() throws IOException {
        try (var files = Files.list(SampleDefinition.FOLDER)) {
            assertThat(files.map(Path::getFileName).map(Path::toString).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(
                            all().stream().map(one -> one + ".json").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isSeen(SampleDefinition definition) throws Exception {
        String printed = Objects.requireNonNull(BEGUN.get(definition)).get();
        if (definition.way() == SampleDefinition.Way.STOPPED_TASK) {
            stopOnceSeen(definition, printed);
        }
        List<String> known = new ArrayList<>();
        try {
            PackagedProgram.await(definition.name(), () -> {
                known.clear();
                known.addAll(known(definition, printed));
                return missing(definition.seen(), known).isEmpty();
            });
        } catch (AssertionError late) {
            assertThat(String.join("\n", known)).as(printed).contains(definition.seen());
            throw late;
        }
    }

    /// Keys are in no variable of the container: the SDK finds them at the address of its task's role.
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aProgramWithTheSdkReadsItsOwnSecretAndNoOther() throws Exception {
        PackagedProgram program = fleet.program();
        Prepared.sdk(fleet, folder);
        program.aws("ecs", "run-task", "--cluster", PackagedProgram.CLUSTER, "--task-definition", "vault-reader");
        PackagedProgram.await("it has read its own", () -> answers("vault/own: a-value-of-its-own", 0) > 0);

        program.aws("iam", "delete-role-policy", "--role-name", Prepared.READER, "--policy-name", Prepared.READER);
        long revoked = System.currentTimeMillis();
        PackagedProgram.await("it is refused", () -> answers("vault/own: AccessDenied", revoked) > 20);

        assertThat(answers("vault/own: a-value-of-its-own", revoked + 1_000)).isZero();
        assertThat(answers("vault/other: AccessDeniedException", 0)).isPositive();
        assertThat(answers("vault/other: a-value-of-others", 0)).isZero();
    }

    private static long answers(String words, long since) {
        try {
            return api.call(
                            Logs.FILTER_LOG_EVENTS,
                            FilterLogEventsRequest.builder()
                                    .logGroupName("/ecs/vault-reader")
                                    .startTime(since)
                                    .filterPattern("\"" + words + "\"")
                                    .build())
                    .events()
                    .orElse(List.of())
                    .size();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void stopOnceSeen(SampleDefinition definition, String printed) throws IOException {
        List<String> first = definition.seen().subList(0, 1);
        PackagedProgram.await(
                "it runs", () -> missing(first, known(definition, printed)).isEmpty());
        for (var task : new SeenTasks(api, definition).tasks()) {
            api.call(
                    Ecs.STOP_TASK,
                    StopTaskRequest.builder()
                            .cluster(PackagedProgram.CLUSTER)
                            .task(task.taskArn().orElseThrow())
                            .build());
        }
    }

    private static List<String> missing(List<String> wanted, List<String> known) {
        return wanted.stream()
                .filter(words -> known.stream().noneMatch(line -> line.contains(words)))
                .toList();
    }

    private static List<String> known(SampleDefinition definition, String printed) {
        try {
            return switch (definition.way()) {
                case TASK, STOPPED_TASK, SERVICE -> new SeenTasks(api, definition).lines();
                case NOT_RUN, NOT_REGISTERED -> List.of(printed);
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What the CLI printed last, as the definition was registered and run.
    private static String begun(SampleDefinition definition) throws IOException {
        PackagedProgram program = fleet.program();
        if (!definition.makesItsLogGroup()) {
            for (String group : definition.logGroups()) {
                api.call(
                        Logs.CREATE_LOG_GROUP,
                        CreateLogGroupRequest.builder().logGroupName(group).build());
            }
        }
        Command registered =
                program.tryAws("ecs", "register-task-definition", "--cli-input-json", "file://" + definition.file());
        if (definition.way() == SampleDefinition.Way.NOT_REGISTERED) {
            return refusal(registered);
        }
        registered.success(List.of("register-task-definition", definition.name()));
        List<String> where = new ArrayList<>(
                List.of("--cluster", PackagedProgram.CLUSTER, "--task-definition", definition.family()));
        where.addAll(definition.launch());
        return switch (definition.way()) {
            case SERVICE ->
                program.aws(words(
                        where, "ecs", "create-service", "--service-name", definition.name(), "--desired-count", "2"));
            case NOT_RUN -> program.tryAws(words(where, "ecs", "run-task")).output();
            default -> program.aws(words(where, "ecs", "run-task"));
        };
    }

    private static String refusal(Command registered) {
        assertThat(registered.output()).contains("An error occurred (");
        return registered.output();
    }

    private static String[] words(List<String> last, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(last);
        return all.toArray(String[]::new);
    }
}
