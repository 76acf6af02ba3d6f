package io.argosy.control.operations.taskdefinitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.TaskDefinitionCleanup;
import io.argosy.control.operations.Workshop;
import io.argosy.model.ApiException;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.DeleteTaskDefinitionsRequest;
import io.argosy.shapes.ecs.DeregisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTaskDefinitionFamiliesRequest;
import io.argosy.shapes.ecs.ListTaskDefinitionsRequest;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskDefinitionPlacementConstraint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a task definition from its registration to its end (ecs-semantics 4.7).
final class TaskDefinitionLifeTest {
    private static final String ARN = "arn:aws:ecs:local-1:123456789012:task-definition/";

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
    void everyRegistrationMakesARevisionMore() {
        assertThat(registered("web").revision()).contains(1);
        assertThat(registered("web").taskDefinitionArn()).contains(ARN + "web:2");
        assertThat(registered("db").revision()).contains(1);
    }

    @Test
    void constraintsAreCheckedInTheLanguageOfPlacement() {
        assertThat(refusal("distinctInstance", ""))
                .isEqualTo("Placement constraint type 'distinctInstance' is not supported in task definitions. Specify"
                        + " memberOf and try again.");
        assertThat(refusal("memberOf", "(((")).startsWith("Invalid");
        assertThat(refusal("memberOf", "attribute:rack == b")).isEmpty();
    }

    private String refusal(String type, String expression) {
        var constraint = TaskDefinitionPlacementConstraint.builder()
                .type(type)
                .expression(expression)
                .build();
        try {
            workshop.call(
                    Ecs.REGISTER_TASK_DEFINITION,
                    RegisterTaskDefinitionRequest.builder()
                            .family("web")
                            .containerDefinitions(
                                    List.of(Workshop.container("app").build()))
                            .placementConstraints(List.of(constraint))
                            .build());
            return "";
        } catch (ApiException refused) {
            return refused.error().message();
        }
    }

    @Test
    void aNumberIsNeverGivenOutAgain() {
        registered("web");
        deregister("web:1");
        delete("web:1");
        new TaskDefinitionCleanup(workshop.clusters().stores()).pass();

        assertThatThrownBy(() -> described("web:1")).hasMessageContaining("Unable to describe task definition.");
        assertThat(registered("web").revision()).contains(2);
    }

    @Test
    void aFamilyMeansItsNewestActiveRevision() {
        registered("web");
        registered("web");
        registered("web");
        deregister("web:3");

        assertThat(described("web").revision()).contains(2);
        assertThat(described(ARN + "web").revision()).contains(2);
        assertThat(described("web:3").status()).contains("INACTIVE");
    }

    @Test
    void tagsAreShownWhenAskedFor() {
        List<Tag> tags = List.of(Tag.builder().key("team").value("blue").build());
        var request = request("web").toBuilder().tags(tags).build();
        assertThat(workshop.call(Ecs.REGISTER_TASK_DEFINITION, request).tags()).contains(tags);

        var plain = DescribeTaskDefinitionRequest.builder().taskDefinition("web");
        assertThat(workshop.call(Ecs.DESCRIBE_TASK_DEFINITION, plain.build())
                        .tags()
                        .orElse(List.of()))
                .isEmpty();
        assertThat(workshop.call(
                                Ecs.DESCRIBE_TASK_DEFINITION,
                                plain.include(List.of("TAGS")).build())
                        .tags())
                .contains(tags);
    }

    @Test
    void deregisteringIsRepeatable() {
        registered("web");

        var first = deregister("web:1");

        assertThat(first.status()).contains("INACTIVE");
        assertThat(first.deregisteredAt()).isPresent();
        assertThat(deregister(ARN + "web:1")).isEqualTo(first);
    }

    @Test
    void deregisteringNeedsARevision() {
        assertThatThrownBy(() -> deregister("web")).hasMessage("ClientException: Revision is missing.");
        assertThatThrownBy(() -> deregister("web:new"))
                .hasMessage("InvalidParameterException: Invalid revision number. Number: new");
        assertThatThrownBy(() -> deregister("web:1"))
                .hasMessage("ClientException: Unable to describe task definition.");
    }

    @Test
    void deletionRefusesItemByItem() {
        registered("web");
        registered("web");
        deregister("web:1");

        var answer = workshop.call(
                Ecs.DELETE_TASK_DEFINITIONS,
                DeleteTaskDefinitionsRequest.builder()
                        .taskDefinitions(List.of("web:1", "web:2", "web", "web:9"))
                        .build());

        assertThat(answer.taskDefinitions().orElseThrow())
                .singleElement()
                .satisfies(deleted -> assertThat(deleted.status()).contains("DELETE_IN_PROGRESS"));
        assertThat(answer.failures().orElseThrow())
                .extracting(failure -> failure.reason().orElseThrow())
                .containsExactly(
                        "The specified task definition is still in ACTIVE status. Please deregister the target and try"
                                + " again.",
                        "The specified task definition identifier is invalid. Specify a valid name or ARN and try"
                                + " again.",
                        "The specified task definition does not exist. Specify a valid account, family, revision and"
                                + " try again.");
    }

    @Test
    void whatATaskUsesOutlivesItsDeletion() {
        workshop.joined(1024, 1024);
        registered("web");
        workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("web").build());
        deregister("web:1");
        delete("web:1");

        new TaskDefinitionCleanup(workshop.clusters().stores()).pass();

        assertThat(described("web:1").status()).contains("DELETE_IN_PROGRESS");
    }

    @Test
    void revisionsAreListedByNumberBothWays() {
        for (int i = 0; i < 11; i++) {
            registered("web");
        }
        registered("web-2");

        assertThat(listed("ASC", 100)).startsWith("web:1", "web:2").endsWith("web:11", "web-2:1");
        assertThat(listed("DESC", 100)).startsWith("web-2:1", "web:11", "web:10");
        assertThat(listed("ASC", 3)).isEqualTo(listed("ASC", 100));
        assertThat(listed("DESC", 5)).isEqualTo(listed("DESC", 100));
    }

    @Test
    void aPageEndsWellWhenItsLastItemIsDeregisteredMeanwhile() {
        for (int i = 0; i < 11; i++) {
            registered("web");
        }
        for (String sort : List.of("ASC", "DESC")) {
            var first = page(sort, 2, Optional.empty());
            String last = first.taskDefinitionArns().orElseThrow().getLast();
            deregister(last);

            var rest = page(sort, 100, first.nextToken());

            assertThat(rest.taskDefinitionArns().orElseThrow())
                    .hasSize(sort.equals("ASC") ? 9 : 8)
                    .doesNotContainAnyElementsOf(first.taskDefinitionArns().orElseThrow());
        }
    }

    @Test
    void familiesAreListedByPrefixAndStatus() {
        registered("web");
        registered("worker");
        registered("db");
        deregister("worker:1");

        assertThat(families("w", "ALL")).containsExactly("web", "worker");
        assertThat(families("", "ACTIVE")).containsExactly("db", "web");
        assertThat(families("", "INACTIVE")).containsExactly("worker");
        assertThatThrownBy(() -> families("", "GONE")).hasMessageContaining("status should be one of");
    }

    private static RegisterTaskDefinitionRequest request(String family) {
        return RegisterTaskDefinitionRequest.builder()
                .family(family)
                .containerDefinitions(List.of(ContainerDefinition.builder()
                        .name("app")
                        .image("busybox")
                        .memory(64)
                        .build()))
                .build();
    }

    private TaskDefinition registered(String family) {
        return workshop.call(Ecs.REGISTER_TASK_DEFINITION, request(family))
                .taskDefinition()
                .orElseThrow();
    }

    private TaskDefinition described(String reference) {
        var request = DescribeTaskDefinitionRequest.builder().taskDefinition(reference);
        return workshop.call(Ecs.DESCRIBE_TASK_DEFINITION, request.build())
                .taskDefinition()
                .orElseThrow();
    }

    private TaskDefinition deregister(String reference) {
        var request = DeregisterTaskDefinitionRequest.builder().taskDefinition(reference);
        return workshop.call(Ecs.DEREGISTER_TASK_DEFINITION, request.build())
                .taskDefinition()
                .orElseThrow();
    }

    private void delete(String reference) {
        workshop.call(
                Ecs.DELETE_TASK_DEFINITIONS,
                DeleteTaskDefinitionsRequest.builder()
                        .taskDefinitions(List.of(reference))
                        .build());
    }

    private io.argosy.shapes.ecs.ListTaskDefinitionsResponse page(String sort, int size, Optional<String> token) {
        return workshop.call(
                Ecs.LIST_TASK_DEFINITIONS,
                ListTaskDefinitionsRequest.builder()
                        .sort(sort)
                        .maxResults(size)
                        .nextToken(token)
                        .build());
    }

    /// All pages' `family:revision`.
    private List<String> listed(String sort, int pageSize) {
        List<String> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            var page = page(sort, pageSize, token);
            page.taskDefinitionArns().orElseThrow().forEach(arn -> all.add(arn.substring(ARN.length())));
            token = page.nextToken();
        } while (token.isPresent());
        return all;
    }

    private List<String> families(String prefix, String status) {
        var request =
                ListTaskDefinitionFamiliesRequest.builder().familyPrefix(prefix).status(status);
        return workshop.call(Ecs.LIST_TASK_DEFINITION_FAMILIES, request.build())
                .families()
                .orElseThrow();
    }
}
