package io.argosy.control.operations.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.DeleteClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTagsForResourceRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TagResourceRequest;
import io.argosy.shapes.ecs.UntagResourceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tags of every kind of resource that has them (ecs-semantics 10.2).
final class TagsTest {
    private static final String ARN = "arn:aws:ecs:local-1:123456789012:";

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
    void everyKindOfResourceTakesKeepsAndLosesTags() {
        for (String resource : resources()) {
            tag(resource, "a=1", "b=2");
            tag(resource, "b=3", "c=");
            assertThat(tags(resource)).as(resource).containsExactly("a=1", "b=3", "c=");

            untag(resource, "a", "never");
            assertThat(tags(resource)).as(resource).containsExactly("b=3", "c=");
        }
    }

    private List<String> resources() {
        workshop.defined("web");
        String instance = workshop.registered(1024, 1024);
        workshop.connect(new ContainerInstanceId(instance.substring(instance.lastIndexOf('/') + 1)), true);
        String task = workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder().taskDefinition("web").build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
        String service = ARN + "service/default/" + workshop.served("site", "web:1", 0);
        return List.of(ARN + "cluster/default", ARN + "task-definition/web:1", instance, task, service);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cluster/nowhere | ClusterNotFoundException: Cluster not found.
            task/nowhere/0123456789abcdef0123456789abcdef | ClusterNotFoundException: Cluster not found.
            service/default/none | ServiceNotFoundException: Service not found.
            service/none | InvalidParameterException: Long arn format must be used for tagging operations
            task/0123456789abcdef0123456789abcdef | InvalidParameterException: Long arn format must be used
            task-definition/none:1 | ClientException: Unable to describe task definition.
            task-definition/none | InvalidParameterException: The ARN provided is invalid.
            task/default/0123456789abcdef0123456789abcdef | InvalidParameterException: The referenced task was not
            cluster/a/b | InvalidParameterException: The ARN provided is invalid.
            """)
    void whatIsNotThereHasNoTags(String resource, String refusal) {
        assertThatThrownBy(() -> tags(ARN + resource)).hasMessageStartingWith(refusal);
        assertThatThrownBy(() -> tag(ARN + resource, "a=1")).hasMessageStartingWith(refusal);
    }

    @Test
    void anotherRealmsResourcesAreNotOurs() {
        assertThatThrownBy(() -> tags("arn:aws:ecs:mars-1:123456789012:cluster/default"))
                .hasMessage(
                        "InvalidParameterException: The ARN provided is invalid. Identifier is for mars-1 and account"
                                + " 123456789012. Your request is for local-1 and account 123456789012");
        assertThatThrownBy(() -> tags("default")).hasMessage("InvalidParameterException: The ARN provided is invalid.");
    }

    @Test
    void aDeletedClusterIsTaggedNoMore() {
        workshop.call(
                Ecs.DELETE_CLUSTER,
                DeleteClusterRequest.builder().cluster("default").build());

        assertThatThrownBy(() -> tag(ARN + "cluster/default", "a=1"))
                .hasMessage("InvalidParameterException: The specified cluster is inactive. Specify an active cluster"
                        + " and try again.");
    }

    @ParameterizedTest
    @CsvSource({"aws:own=1", "AWS:own=1", "own=Aws:1", "bad{key=1", "key=bad}"})
    void whatIsNoTagIsRefused(String tag) {
        assertThatThrownBy(() -> tag(ARN + "cluster/default", tag)).hasMessageStartingWith("InvalidParameterException");
        assertThat(tags(ARN + "cluster/default")).isEmpty();
    }

    @Test
    void aKeyIsGivenOnce() {
        assertThatThrownBy(() -> tag(ARN + "cluster/default", "a=1", "a=2"))
                .hasMessageStartingWith("InvalidParameterException: Duplicate tag key");
    }

    @Test
    void fiftyTagsAndNoMore() {
        List<String> fifty = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(number -> "k" + number + "=v").toList());
        tag(ARN + "cluster/default", fifty.toArray(String[]::new));

        assertThatThrownBy(() -> tag(ARN + "cluster/default", "one-more=v"))
                .hasMessageStartingWith("InvalidParameterException");
        tag(ARN + "cluster/default", "k7=w");
        assertThat(tags(ARN + "cluster/default")).hasSize(50).contains("k7=w");
    }

    private void tag(String resource, String... tags) {
        List<Tag> given = Stream.of(tags)
                .map(text -> text.split("=", 2))
                .map(pair -> Tag.builder().key(pair[0]).value(pair[1]).build())
                .toList();
        workshop.call(
                Ecs.TAG_RESOURCE,
                TagResourceRequest.builder().resourceArn(resource).tags(given).build());
    }

    private void untag(String resource, String... keys) {
        workshop.call(
                Ecs.UNTAG_RESOURCE,
                UntagResourceRequest.builder()
                        .resourceArn(resource)
                        .tagKeys(List.of(keys))
                        .build());
    }

    private List<String> tags(String resource) {
        return workshop
                .call(
                        Ecs.LIST_TAGS_FOR_RESOURCE,
                        ListTagsForResourceRequest.builder()
                                .resourceArn(resource)
                                .build())
                .tags()
                .orElseThrow()
                .stream()
                .map(tag -> tag.key().orElse("") + "=" + tag.value().orElse(""))
                .toList();
    }
}
