package io.argosy.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ComputeEnvironmentOrder;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import io.argosy.shapes.batch.CreateJobQueueRequest;
import io.argosy.shapes.batch.DescribeJobsRequest;
import io.argosy.shapes.batch.JobDetail;
import io.argosy.shapes.batch.KeyValuesPair;
import io.argosy.shapes.batch.ListJobsRequest;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.ResourceRequirement;
import io.argosy.shapes.events.BatchParameters;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.InputTransformer;
import io.argosy.shapes.events.PutEventsRequest;
import io.argosy.shapes.events.PutEventsRequestEntry;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.PutTargetsRequest;
import io.argosy.shapes.events.Target;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rule whose target is a job queue: an event is a job, with what a template makes of it.
final class JobsByEventsTest {
    @TempDir
    private Path folder;

    @Test
    void anEventThatARuleMeansIsSubmittedAsAJob() throws Exception {
        try (var server = new RunningServer(folder, Map.of())) {
            ApiClient root = server.as(server.root());
            new IamForms(server.uri(), server.root().key()).role("jobs", "events.amazonaws.com", "batch:SubmitJob");
            String queue = queue(root);
            rule(root, queue);

            put(root, "{\"id\":7,\"day\":\"monday\"}");
            put(root, "{\"id\":8,\"day\":\"tuesday\",\"test\":true}");
            String job = submitted(root, queue);

            assertThat(described(root, job)).satisfies(one -> {
                assertThat(one.jobName()).isEqualTo("load");
                assertThat(one.parameters().orElseThrow()).containsEntry("day", "monday");
            });
        }
    }

    private static String queue(ApiClient root) throws IOException {
        String environment = root.call(
                        Batch.CREATE_COMPUTE_ENVIRONMENT,
                        CreateComputeEnvironmentRequest.builder()
                                .computeEnvironmentName("here")
                                .type("UNMANAGED")
                                .serviceRole("arn:aws:iam::123456789012:role/batch")
                                .build())
                .computeEnvironmentArn()
                .orElseThrow();
        root.call(
                Batch.REGISTER_JOB_DEFINITION,
                RegisterJobDefinitionRequest.builder()
                        .jobDefinitionName("load")
                        .type("container")
                        .parameters(Map.of("day", "none"))
                        .containerProperties(ContainerProperties.builder()
                                .image("registry.example/load:1")
                                .command(List.of("load", "Ref::day"))
                                .resourceRequirements(List.of(required("VCPU", "1"), required("MEMORY", "64")))
                                .build())
                        .build());
        return root.call(
                        Batch.CREATE_JOB_QUEUE,
                        CreateJobQueueRequest.builder()
                                .jobQueueName("q")
                                .priority(1)
                                .computeEnvironmentOrder(List.of(ComputeEnvironmentOrder.builder()
                                        .order(1)
                                        .computeEnvironment(environment)
                                        .build()))
                                .build())
                .jobQueueArn();
    }

    private static ResourceRequirement required(String type, String value) {
        return ResourceRequirement.builder().type(type).value(value).build();
    }

    private static void rule(ApiClient root, String queue) throws IOException {
        root.call(
                Events.PUT_RULE,
                PutRuleRequest.builder()
                        .name("orders")
                        .eventPattern("{\"source\":[\"shop\"],\"detail\":{\"test\":[{\"exists\":false}]}}")
                        .build());
        root.call(
                Events.PUT_TARGETS,
                PutTargetsRequest.builder()
                        .rule("orders")
                        .targets(List.of(Target.builder()
                                .id("job")
                                .arn(queue)
                                .roleArn("arn:aws:iam::123456789012:role/jobs")
                                .batchParameters(BatchParameters.builder()
                                        .jobName("load")
                                        .jobDefinition("load")
                                        .build())
                                .inputTransformer(InputTransformer.builder()
                                        .inputPathsMap(Map.of("day", "$.detail.day"))
                                        .inputTemplate("{\"Parameters\":{\"day\":\"<day>\"}}")
                                        .build())
                                .build()))
                        .build());
    }

    private static void put(ApiClient root, String detail) throws IOException {
        root.call(
                Events.PUT_EVENTS,
                PutEventsRequest.builder()
                        .entries(List.of(PutEventsRequestEntry.builder()
                                .source("shop")
                                .detailType("paid")
                                .detail(detail)
                                .build()))
                        .build());
    }

    /// The only one there is, once it is there.
    private static String submitted(ApiClient root, String queue) throws Exception {
        for (int tries = 0; tries < 200; tries++) {
            var jobs = root.call(
                            Batch.LIST_JOBS,
                            ListJobsRequest.builder()
                                    .jobQueue(queue)
                                    .filters(List.of(KeyValuesPair.builder()
                                            .name("JOB_NAME")
                                            .values(List.of("load"))
                                            .build()))
                                    .build())
                    .jobSummaryList();
            if (!jobs.isEmpty()) {
                assertThat(jobs).hasSize(1);
                return jobs.getFirst().jobId();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("nothing was submitted");
    }

    private static JobDetail described(ApiClient root, String job) throws IOException {
        return root.call(
                        Batch.DESCRIBE_JOBS,
                        DescribeJobsRequest.builder().jobs(List.of(job)).build())
                .jobs()
                .orElse(List.of())
                .getFirst();
    }
}
