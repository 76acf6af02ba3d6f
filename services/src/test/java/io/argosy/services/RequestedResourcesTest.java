package io.argosy.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What permissions name is what the operation acts on, however a request spells it: a policy on an ARN cannot be
/// walked around, and what the operation refuses names nothing that is there.
final class RequestedResourcesTest {
    private static final Caller CALLER =
            new Caller(Workshop.REALM, "arn:aws:iam::123456789012:root", "AKID", "request-1");
    private static final String ARN = "arn:aws:ecs:local-1:123456789012:";
    private static final String CLUSTER = ARN + "cluster/default";
    private static final String ID = "0123456789abcdef0123456789abcdef";

    /// Ways to call the usual cluster.
    private static final List<String> USUAL = List.of("", "default", CLUSTER, CLUSTER.replace("aws:", "aws-cn:"));

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = ServiceWorkshop.opened(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void aClusterHasOneArnInEverySpelling() {
        for (String spelling : USUAL) {
            assertThat(needed(Ecs.LIST_CONTAINER_INSTANCES, "{'cluster': '%s'}".formatted(spelling)))
                    .as(spelling)
                    .containsExactly(Permission.on("ecs:ListContainerInstances", CLUSTER));
        }
        assertThat(needed(Ecs.LIST_CONTAINER_INSTANCES, "{}"))
                .containsExactly(Permission.on("ecs:ListContainerInstances", CLUSTER));
    }

    @Test
    void whatIsInAClusterHasOneArnInEverySpellingOfBoth() {
        for (String cluster : USUAL) {
            sameIn(cluster, "service", "web", Ecs.DELETE_SERVICE, "service");
            sameIn(cluster, "task", ID, Ecs.STOP_TASK, "task");
            sameIn(cluster, "container-instance", ID, Ecs.LIST_TASKS, "containerInstance");
        }
    }

    private void sameIn(String cluster, String type, String name, OperationModel<?, ?> model, String member) {
        String arn = ARN + type + "/default/" + name;
        for (String spelling : List.of(name, ARN + type + "/" + name, arn, arn.replace("aws:", "aws-cn:"))) {
            assertThat(needed(model, "{'cluster': '%s', '%s': '%s'}".formatted(cluster, member, spelling)))
                    .as("%s in %s", spelling, cluster)
                    .containsExactly(Permission.on("ecs:" + model.name(), arn).with("ecs:cluster", CLUSTER));
        }
    }

    private void define() {
        workshop.defined("web", content -> content.taskDefinitionArn(ARN + "task-definition/web:1"));
    }

    @Test
    void aDefinitionIsTheRevisionThatWouldRun() {
        define();
        for (String spelling : List.of("web", "web:1", ARN + "task-definition/web", ARN + "task-definition/web:1")) {
            assertThat(needed(Ecs.RUN_TASK, "{'taskDefinition': '%s'}".formatted(spelling)))
                    .as(spelling)
                    .containsExactly(Permission.on("ecs:RunTask", ARN + "task-definition/web:1")
                            .with("ecs:cluster", CLUSTER));
        }
    }

    @Test
    void aTaggedResourceHasOneArnWhateverItsPartition() {
        for (String path : List.of(
                "cluster/fleet",
                "service/fleet/web",
                "task/fleet/" + ID,
                "container-instance/fleet/" + ID,
                "task-definition/web:1")) {
            for (String partition : List.of("aws", "aws-cn", "", "%")) {
                String spelling = "arn:" + partition + ":ecs:local-1:123456789012:" + path;
                assertThat(needed(Ecs.LIST_TAGS_FOR_RESOURCE, "{'resourceArn': '%s'}".formatted(spelling)))
                        .as(spelling)
                        .containsExactly(Permission.on("ecs:ListTagsForResource", ARN + path));
            }
        }
    }

    @Test
    void hostileSpellingsNameNothingThatIsThereAndAreRefusedAsBefore() {
        define();
        for (String hostile : hostile().toList()) {
            refused(Ecs.LIST_CONTAINER_INSTANCES, "{'cluster': '%s'}", hostile);
            refused(Ecs.DELETE_SERVICE, "{'service': '%s'}", hostile);
            refused(Ecs.DELETE_SERVICE, "{'cluster': '%s', 'service': 'web'}", hostile);
            refused(Ecs.CREATE_SERVICE, "{'serviceName': '%s', 'taskDefinition': 'web', 'desiredCount': 0}", hostile);
            refused(Ecs.STOP_TASK, "{'task': '%s'}", hostile);
            refused(Ecs.DESCRIBE_CONTAINER_INSTANCES, "{'containerInstances': ['%s']}", hostile);
            refused(Ecs.PUT_ATTRIBUTES, "{'attributes': [{'name': 'a', 'targetId': '%s'}]}", hostile);
            refused(Ecs.RUN_TASK, "{'taskDefinition': '%s'}", hostile);
            refused(Ecs.TAG_RESOURCE, "{'resourceArn': '%s', 'tags': [{'key': 'a', 'value': 'b'}]}", hostile);
        }
    }

    private static Stream<String> hostile() {
        return Stream.concat(
                Stream.of("cluster/default", "service/default/web", "task/default/" + ID, "task-definition/web:1")
                        .flatMap(path -> Stream.of(
                                "arn:aws:ecs:local-1:210987654321:" + path,
                                "arn:aws:ecs:far-1:123456789012:" + path,
                                "arn:aws:ecr:local-1:123456789012:" + path,
                                ARN + "/" + path,
                                ARN + path + "/",
                                ARN + path.replace("/", "//"),
                                ARN + path + "/../" + path)),
                Stream.of(
                        "/",
                        "//",
                        "*",
                        "a/b",
                        "default/",
                        "/default",
                        "web:0",
                        "web:99999999999",
                        "arn:",
                        "arn:::::",
                        " "));
    }

    private void refused(OperationModel<?, ?> model, String json, String hostile) {
        String input = json.formatted(hostile);

        assertThat(needed(model, input))
                .as(input)
                .allSatisfy(permission -> assertThat(permission.resource()).isIn(hostile, "web"));
        assertThatThrownBy(() -> workshop.call(model, input.replace('\'', '"')))
                .as(input)
                .isInstanceOf(ApiException.class);
    }

    @Test
    void whoNamesNothingNeedsItOnAnything() {
        Permission describe = Permission.on("ecs:DescribeTasks").with("ecs:cluster", CLUSTER);

        assertThat(needed(Ecs.DESCRIBE_TASKS, "{'tasks': []}")).containsExactly(describe);
        assertThat(needed(Ecs.DESCRIBE_TASKS, "{'tasks': ['']}")).containsExactly(describe);
        assertThat(needed(Ecs.DESCRIBE_CLUSTERS, "{}")).containsExactly(Permission.on("ecs:DescribeClusters", CLUSTER));
        assertThat(needed(Ecs.DELETE_TASK_DEFINITIONS, "{'taskDefinitions': []}"))
                .containsExactly(Permission.on("ecs:DeleteTaskDefinitions"));
    }

    @Test
    void eachOfSeveralIsNeededOnce() {
        String other = ID.replace('0', 'f');

        assertThat(needed(Ecs.DESCRIBE_TASKS, "{'tasks': ['%s', '%s', '%s']}".formatted(ID, other, ID)))
                .extracting(Permission::resource)
                .containsExactly(ARN + "task/default/" + ID, ARN + "task/default/" + other);
    }

    @Test
    void rolesArePassedByWhoeverMakesTasksOfThem() {
        workshop.defined("web", content -> content.taskRoleArn("arn:aws:iam::123456789012:role/reader"));

        assertThat(needed(Ecs.RUN_TASK, "{'taskDefinition': 'web', 'overrides': {'taskRoleArn': 'writer'}}"))
                .filteredOn(permission -> permission.action().equals("iam:PassRole"))
                .extracting(Permission::resource)
                .containsExactly("arn:aws:iam::123456789012:role/reader", "arn:aws:iam::123456789012:role/writer");
    }

    @Test
    void whoGivesTagsMustBeAllowedToTag() {
        String tags = "'tags': [{'key': 'team', 'value': 'blue'}]";

        assertThat(needed(Ecs.CREATE_CLUSTER, "{'clusterName': 'fleet'}"))
                .containsExactly(Permission.on("ecs:CreateCluster"));
        assertThat(needed(Ecs.CREATE_CLUSTER, "{'clusterName': 'fleet', %s}".formatted(tags)))
                .containsExactly(
                        tagged(Permission.on("ecs:CreateCluster")),
                        tagged(Permission.on("ecs:TagResource", ARN + "cluster/fleet"))
                                .with("ecs:CreateAction", "CreateCluster"));
    }

    private static Permission tagged(Permission permission) {
        return permission.with("aws:TagKeys", "team").with("aws:RequestTag/team", "blue");
    }

    /// Of an input in JSON with single quotes, as it is before anything is checked but its form.
    @SuppressWarnings("unchecked")
    private <I extends Shape> List<Permission> needed(OperationModel<I, ?> model, String json) {
        var operation = (Operation<I, ?>) workshop.operations().stream()
                .filter(candidate -> candidate.model().name().equals(model.name()))
                .findFirst()
                .orElseThrow();
        byte[] input = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return operation.permissions(CALLER, JsonCodec.read(input, model.input()));
    }
}
