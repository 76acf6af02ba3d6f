package io.argosy.batch;

import static io.argosy.batch.BatchServer.ARNS;
import static io.argosy.batch.BatchServer.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.batch.TerminateServiceJobsRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.CapacityLimit;

/// Tags of everything that has some, and what there is none of here.
final class TagsTest {
    private BatchServer server;
    private BatchClient sdk;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        server = new BatchServer(folder);
        sdk = server.sdk();
        sdk.createComputeEnvironment(EnvironmentsTest.managed("a").build());
        sdk.createJobQueue(make -> make.jobQueueName("a").priority(1).computeEnvironmentOrder(QueuesTest.on(1, "a")));
        sdk.createSchedulingPolicy(make -> make.name("a"));
        sdk.createConsumableResource(make -> make.consumableResourceName("a"));
        sdk.registerJobDefinition(DefinitionsTest.definition("a").build());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Map<String, String> tags(String arn) {
        return sdk.listTagsForResource(ask -> ask.resourceArn(arn)).tags();
    }

    @Test
    void eachThingTakesTagsAndGivesThemBack() {
        for (String thing : List.of(
                "compute-environment/a",
                "job-queue/a",
                "scheduling-policy/a",
                "consumable-resource/a",
                "job-definition/a:1")) {
            String arn = ARNS + thing;

            sdk.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("team", "etl", "old", "1")));
            sdk.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("team", "load & go")));
            sdk.untagResource(gone -> gone.resourceArn(arn).tagKeys("old", "never"));

            assertThat(tags(arn)).as(thing).containsExactly(Map.entry("team", "load & go"));
        }
    }

    @Test
    void tagsHaveTheirLimits() {
        Map<String, String> fifty = IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "k" + i, i -> ""));
        String arn = ARNS + "job-queue/a";

        sdk.tagResource(tag -> tag.resourceArn(arn).tags(fifty));

        assertThat(outcome(() -> sdk.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("one", "more")))))
                .isEqualTo("ClientException: A resource can have at most 50 tags.");
        assertThat(outcome(() -> sdk.tagResource(tag -> tag.resourceArn(arn).tags(Map.of("aws:mine", "1")))))
                .startsWith("ClientException: Tag keys must not start with 'aws:'");
        assertThat(tags(arn)).hasSize(50);
    }

    @Test
    void whatIsNotThereHasNoTags() {
        for (String arn : List.of(ARNS + "job-queue/nope", ARNS + "house/a", "nonsense")) {
            assertThat(outcome(() -> tags(arn))).isEqualTo("ClientException: " + arn + " does not exist");
        }
    }

    @Test
    void thereAreNoServiceJobs() {
        assertThat(sdk.describeServiceEnvironments(_ -> {}).serviceEnvironments())
                .isEmpty();
        assertThat(sdk.listServiceJobs(_ -> {}).jobSummaryList()).isEmpty();
        assertThat(outcome(() -> sdk.deleteServiceEnvironment(gone -> gone.serviceEnvironment("a"))))
                .isEqualTo("ok");
        assertThat(outcome(() -> sdk.describeServiceJob(ask -> ask.jobId("1"))))
                .isEqualTo("ClientException: Service job 1 does not exist");
        assertThat(outcome(() -> sdk.terminateServiceJob(end -> end.jobId("1").reason(""))))
                .isEqualTo("ClientException: 'reason' is a required field (cannot be an empty string)");
        assertThat(server.call(
                                io.argosy.shapes.batch.Batch.TERMINATE_SERVICE_JOBS,
                                TerminateServiceJobsRequest.builder()
                                        .jobs(List.of("1", "2"))
                                        .reason("over")
                                        .build())
                        .successful())
                .containsExactly("1", "2");
        assertThat(outcome(() -> sdk.createServiceEnvironment(make -> make.serviceEnvironmentName("a")
                        .serviceEnvironmentType("SAGEMAKER_TRAINING")
                        .capacityLimits(CapacityLimit.builder()
                                .maxCapacity(1)
                                .capacityUnit("NUM_INSTANCES")
                                .build()))))
                .startsWith("ClientException: CreateServiceEnvironment is not available");
    }
}
