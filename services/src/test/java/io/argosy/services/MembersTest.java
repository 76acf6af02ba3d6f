package io.argosy.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ApiException;
import io.argosy.shapes.Member;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StartTaskRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of every member a caller may send with a task definition, a task or a service, in one table:
/// `honoured`; `ignored`, and why; `refused`; or `unplaced`, that is, registered as ECS does and never run without. The
/// table has every member of the model and nothing else, and what it says is tried. docs/compatibility.md is made of
/// it.
///
/// A row is `Structure.member | what | word or reason | what to send`; the word is in the answer that says no. Below
/// what is refused or unplaced the table does not go.
final class MembersTest {
    private static final Path TABLE = Path.of("src/test/resources/members.csv");
    private static final List<Structure<?>> ROOTS = List.of(
            RegisterTaskDefinitionRequest.STRUCTURE,
            RunTaskRequest.STRUCTURE,
            StartTaskRequest.STRUCTURE,
            CreateServiceRequest.STRUCTURE,
            UpdateServiceRequest.STRUCTURE);

    private record Row(String member, String what, String word, String probe) {
        static Row of(String line) {
            String[] columns = (line + " |  | ").split(" \\| ", 5);
            return new Row(columns[0], columns[1], columns[2], columns[3]);
        }

        boolean goesOn() {
            return what.equals("honoured") || what.equals("ignored");
        }

        @Override
        public String toString() {
            return member;
        }
    }

    @TempDir
    private Path folder;

    private Workshop workshop;
    private String instance = "";

    @BeforeEach
    void open() throws IOException {
        workshop = ServiceWorkshop.opened(folder);
        instance = workshop.joined(
                        4096,
                        8192,
                        Workshop.attribute("ecs.capability.task-eni", ""),
                        Workshop.attribute("com.amazonaws.ecs.capability.docker-remote-api.1.18", ""),
                        Workshop.attribute("argosy.network-address", "10.0.0.7"))
                .value();
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void theTableHasEveryMemberOfTheModel() throws IOException {
        Map<String, Row> rows = rows().collect(Collectors.toMap(Row::member, row -> row));
        Set<String> known = new LinkedHashSet<>();
        ROOTS.forEach(root -> walk(root, rows, known, new LinkedHashSet<>()));

        assertThat(rows.keySet().stream().filter(member -> !member.contains("=")))
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(rows.values()).extracting(Row::what).containsOnly("honoured", "ignored", "refused", "unplaced");
    }

    private static void walk(Structure<?> structure, Map<String, Row> rows, Set<String> known, Set<String> walked) {
        if (!walked.add(structure.name())) {
            return;
        }
        for (Member member : structure.members()) {
            String name = structure.name() + "." + member.name();
            known.add(name);
            boolean on = Optional.ofNullable(rows.get(name)).map(Row::goesOn).orElse(false);
            if (on) {
                nested(member.type()).ifPresent(below -> walk(below, rows, known, walked));
            }
        }
    }

    private static Optional<Structure<?>> nested(Type type) {
        return switch (type) {
            case Type.Nested nested -> Optional.of(nested.structure());
            case Type.ListOf list -> nested(list.element());
            case Type.MapOf map -> nested(map.value());
            case Type.Scalar _ -> Optional.empty();
        };
    }

    @ParameterizedTest
    @MethodSource("tried")
    void whatTheTableSaysHappens(Row row) {
        String told = answer(row);

        switch (row.what()) {
            case "ignored" -> assertThat(told).isEmpty();
            case "refused" -> assertThat(told).contains("Exception: ").contains(row.word());
            default ->
                assertThat(told)
                        .startsWith("ATTRIBUTE: (container-instance " + instance + ") cannot do what '")
                        .contains(row.word() + "' of the task asks for");
        }
    }

    /// Every part of the probe is members of one request; a task is registered and run, or its service made.
    private String answer(Row row) {
        Map<String, String> parts = new HashMap<>();
        for (String part : row.probe().split("; ")) {
            String[] named = part.split(": ", 2);
            parts.put(named[0], "," + named[1]);
        }
        try {
            workshop.call(Ecs.REGISTER_TASK_DEFINITION, """
                    {"family": "web", "containerDefinitions": [
                     {"name": "app", "image": "busybox", "memory": 64%s}]%s}
                    """.formatted(
                            parts.getOrDefault("container", ""), parts.getOrDefault("task", "")));
            if (parts.containsKey("service") || parts.containsKey("update")) {
                return served(parts);
            }
            return parts.containsKey("start")
                    ? failure(Ecs.START_TASK, "\"containerInstances\": [\"" + instance + "\"]" + parts.get("start"))
                    : failure(Ecs.RUN_TASK, "\"count\": 1" + parts.getOrDefault("run", ""));
        } catch (ApiException refused) {
            return refused.error().code() + ": " + refused.error().message();
        }
    }

    private String served(Map<String, String> parts) {
        String members = "\"serviceName\": \"web\", \"taskDefinition\": \"web\", \"desiredCount\": 1";
        workshop.call(Ecs.CREATE_SERVICE, "{" + members + parts.getOrDefault("service", "") + "}");
        workshop.call(Ecs.UPDATE_SERVICE, "{\"service\": \"web\"" + parts.getOrDefault("update", "") + "}");
        return "";
    }

    private String failure(OperationModel<?, ?> operation, String members) {
        String answer = workshop.call(operation, "{\"taskDefinition\": \"web\", " + members + "}");
        if (answer.contains("\"failures\":[]")) {
            return "";
        }
        return answer.replaceFirst(".*\"reason\":\"([^\"]*)\",\"detail\":\"([^\"]*)\".*", "$1: $2");
    }

    private static Stream<Row> tried() throws IOException {
        return rows().filter(row -> !row.what().equals("honoured") && !needsMore(row));
    }

    /// What takes an instance with addresses for tasks has tests of its own, and nothing to send here.
    private static boolean needsMore(Row row) {
        return row.what().equals("ignored") && row.probe().isEmpty();
    }

    private static Stream<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream().map(Row::of);
    }
}
