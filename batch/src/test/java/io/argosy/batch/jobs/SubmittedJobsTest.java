package io.argosy.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.batch.BatchServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.model.JQState;
import software.amazon.awssdk.services.batch.model.JobDependency;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.KeyValuesPair;
import software.amazon.awssdk.services.batch.model.ListJobsRequest;
import software.amazon.awssdk.services.batch.model.ResourceType;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/// What SubmitJob takes and refuses, and what lists show of jobs (batch-semantics 7, 9), by the AWS SDK.
final class SubmittedJobsTest {
    @TempDir
    Path folder;

    private static String refusal(JobsFixture fixture, Consumer<SubmitJobRequest.Builder> job) {
        return BatchServer.outcome(() -> fixture.submit(job));
    }

    @Test
    void whatIsWrongIsSaidInBatchsOrder() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            fixture.define(
                    "greet",
                    definition -> definition.containerProperties(container -> container
                            .image("busybox")
                            .command("echo", "Ref::name")
                            .resourceRequirements(List.of(
                                    JobsFixture.need(ResourceType.VCPU, "1"),
                                    JobsFixture.need(ResourceType.MEMORY, "16")))));

            assertThat(refusal(fixture, job -> job.jobName("a.b").jobQueue("none")))
                    .isEqualTo(BatchServer.wrapped("Job name should match valid pattern"));
            assertThat(refusal(fixture, job -> job.jobQueue("none").jobDefinition("none")))
                    .isEqualTo("ClientException: JobQueue none not found.");
            assertThat(refusal(fixture, job -> job.jobDefinition("none")))
                    .isEqualTo(
                            BatchServer.wrapped("JobDefinition name none does not exist or is not in ACTIVE status"));
            assertThat(refusal(fixture, job -> job.jobDefinition("a.b")))
                    .isEqualTo(BatchServer.wrapped("Provided name a.b is not supported pattern[a-zA-Z_0-9-]{1,128}"));
            assertThat(refusal(fixture, job -> job.containerOverrides(over -> over.command(""))))
                    .isEqualTo(BatchServer.wrapped("Command field cannot have empty strings"));
            assertThat(refusal(fixture, job -> job.jobDefinition("greet")))
                    .isEqualTo(
                            BatchServer.wrapped("Unable to substitute value. No parameter found for reference name"));
            assertThat(refusal(fixture, job -> job.shareIdentifier("a")))
                    .isEqualTo(BatchServer.wrapped("Job with shareIdentifier or schedulingPriority can onlybe submitted"
                            + " to job queue with fair share scheduling policy."));
            assertThat(refusal(fixture, job -> job.parameters(Map.of("a", "x".repeat(40_000)))))
                    .contains("Job size must be less than 30 KiB, got 39 KiB");
            fixture.sdk().updateJobQueue(queue -> queue.jobQueue("q").state(JQState.DISABLED));
            assertThat(refusal(fixture, _ -> {}))
                    .isEqualTo("ClientException: Job Queue " + BatchServer.ARNS + "job-queue/q is not ENABLED");
        }
    }

    @Test
    void aFairShareQueueWantsAShareAndAPriority() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            fairQueue(fixture);

            assertThat(refusal(fixture, job -> job.jobQueue("fair")))
                    .isEqualTo(BatchServer.wrapped("shareIdentifier must be specified."));
            assertThat(refusal(fixture, job -> job.jobQueue("fair").shareIdentifier("a")))
                    .isEqualTo(BatchServer.wrapped("Either schedulingPriority in job definition or"
                            + " schedulingPriorityOverride should be specified."));
        }
    }

    private static void fairQueue(JobsFixture fixture) {
        String policy =
                fixture.sdk().createSchedulingPolicy(made -> made.name("teams")).arn();
        fixture.sdk()
                .createJobQueue(queue -> queue.jobQueueName("fair")
                        .priority(5)
                        .schedulingPolicyArn(policy)
                        .computeEnvironmentOrder(
                                List.of(software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder.builder()
                                        .order(1)
                                        .computeEnvironment("ce")
                                        .build())));
    }

    private static String submitted(JobsFixture fixture, String share, int priority, String definition) {
        return fixture.submit(job -> job.jobQueue("fair")
                .jobDefinition(definition)
                .shareIdentifier(share)
                .schedulingPriorityOverride(priority));
    }

    @Test
    void aPriorityHasNoEffectBetweenShares() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            fairQueue(fixture);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ids.add(submitted(fixture, "b", 0, "work"));
                ids.add(submitted(fixture, "a", 9999, "work"));
            }

            assertThat(front(fixture)).isEqualTo(ids);
        }
    }

    private static List<String> front(JobsFixture fixture) {
        return fixture.sdk().getJobQueueSnapshot(asked -> asked.jobQueue("fair")).frontOfQueue().jobs().stream()
                .map(job -> job.jobArn().substring(job.jobArn().lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void whatWaitsForRoomIsCountedByItsQueue() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            fairQueue(fixture);
            fixture.submit(job -> job.arrayProperties(array -> array.size(5)));
            String first = fixture.submit();
            fixture.submit(job ->
                    job.dependsOn(List.of(JobDependency.builder().jobId(first).build())));

            assertThat(fixture.server
                            .batch()
                            .waiting()
                            .byQueue(fixture.server.stores().account(BatchServer.REALM)))
                    .isEqualTo(Map.of("q", 6L, "fair", 0L));
        }
    }

    @Test
    void theHeadOfTheShareThatIsNextIsWaitedFor() throws Exception {
        try (var fixture = new JobsFixture(folder, 64)) {
            fairQueue(fixture);
            fixture.define(
                    "whole",
                    definition -> definition.containerProperties(container -> container
                            .image("busybox")
                            .resourceRequirements(List.of(
                                    JobsFixture.need(ResourceType.VCPU, "64"),
                                    JobsFixture.need(ResourceType.MEMORY, "16")))));
            List<String> first = List.of(submitted(fixture, "b", 0, "work"), submitted(fixture, "b", 0, "work"));
            for (String id : first) {
                fixture.until(id, JobStatus.STARTING);
            }
            String whole = submitted(fixture, "a", 0, "whole");
            String behind = submitted(fixture, "b", 0, "work");
            fixture.agent().exit(first.getFirst(), 0);
            fixture.until(first.getFirst(), JobStatus.SUCCEEDED);
            List<String> waiting = List.of(
                    fixture.job(whole).statusAsString(), fixture.job(behind).statusAsString());
            fixture.agent().exit(first.getLast(), 0);
            fixture.until(whole, JobStatus.STARTING);

            assertThat(waiting).containsExactly("RUNNABLE", "RUNNABLE");
            assertThat(fixture.agent().jobs()).containsExactly(whole);
        }
    }

    @Test
    void sharesTakeTurnsAndPrioritiesCountWithinAShare() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            fairQueue(fixture);
            Map<String, String> names = new java.util.HashMap<>();
            for (String name : List.of("a5", "a9", "a7", "b1", "b3")) {
                String id = fixture.submit(job -> job.jobQueue("fair")
                        .jobName(name)
                        .shareIdentifier(name.substring(0, 1))
                        .schedulingPriorityOverride(Integer.parseInt(name.substring(1))));
                names.put(id, name);
            }

            List<String> front = front(fixture).stream().map(names::get).toList();

            assertThat(front).containsExactly("a9", "b3", "a7", "b1", "a5");
        }
    }

    @Test
    void listsAreReadByStatusNameDefinitionTimeAndPage() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String name = i % 2 == 0 ? "Load-" + i : "Dump";
                ids.add(fixture.submit(job -> job.jobName(name)));
            }
            fixture.sdk().cancelJob(cancel -> cancel.jobId(ids.get(1)).reason("no"));

            assertThat(ids(fixture, _ -> {})).isEmpty();
            assertThat(ids(fixture, list -> list.jobStatus(JobStatus.RUNNABLE)))
                    .containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(0));
            assertThat(ids(fixture, filter("JOB_NAME", "dump"))).containsExactly(ids.get(3), ids.get(1));
            assertThat(ids(fixture, filter("JOB_NAME", "load-*"))).containsExactly(ids.get(0), ids.get(2), ids.get(4));
            assertThat(ids(fixture, filter("JOB_DEFINITION", "work"))).hasSize(5);
            assertThat(ids(fixture, filter("JOB_DEFINITION", "wor"))).isEmpty();
            assertThat(ids(fixture, filter("JOB_DEFINITION", "wor*"))).hasSize(5);
            assertThat(ids(fixture, filter("JOB_DEFINITION", BatchServer.ARNS + "job-definition/work:1")))
                    .hasSize(5);
            String moment = String.valueOf(fixture.job(ids.get(2)).createdAt());
            assertThat(ids(fixture, filter("BEFORE_CREATED_AT", moment))).doesNotContain(ids.get(2), ids.get(4));
            assertThat(ids(fixture, filter("AFTER_CREATED_AT", moment))).doesNotContain(ids.get(0), ids.get(2));
            List<String> paged = fixture
                    .sdk()
                    .listJobsPaginator(list ->
                            list.jobQueue("q").jobStatus(JobStatus.RUNNABLE).maxResults(1))
                    .jobSummaryList()
                    .stream()
                    .map(JobSummary::jobId)
                    .toList();
            assertThat(paged).containsExactly(ids.get(4), ids.get(3), ids.get(2), ids.get(0));
            List<String> named = fixture
                    .sdk()
                    .listJobsPaginator(list ->
                            filter("JOB_NAME", "*").accept(list.jobQueue("q").maxResults(2)))
                    .jobSummaryList()
                    .stream()
                    .map(JobSummary::jobId)
                    .toList();
            assertThat(named).containsExactly(ids.get(3), ids.get(1), ids.get(0), ids.get(2), ids.get(4));
        }
    }

    private static Consumer<ListJobsRequest.Builder> filter(String name, String value) {
        return list -> list.filters(
                List.of(KeyValuesPair.builder().name(name).values(value).build()));
    }

    private static List<String> ids(JobsFixture fixture, Consumer<ListJobsRequest.Builder> more) {
        return fixture.sdk().listJobs(list -> more.accept(list.jobQueue("q"))).jobSummaryList().stream()
                .map(JobSummary::jobId)
                .toList();
    }

    @Test
    void childrenAreListedByTheirParent() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            String id = fixture.submit(job -> job.arrayProperties(array -> array.size(5)));
            JobsFixture.until(() -> fixture.agent().live().size() == 2);
            fixture.until(id + ":1", JobStatus.STARTING);

            assertThat(children(fixture, id, JobStatus.STARTING)).containsExactly(0, 1);
            assertThat(children(fixture, id, JobStatus.RUNNABLE)).containsExactly(2, 3, 4);
            assertThat(ids(fixture, list -> list.jobStatus(JobStatus.PENDING))).containsExactly(id);
        }
    }

    private static List<Integer> children(JobsFixture fixture, String id, JobStatus status) {
        return fixture.sdk().listJobs(list -> list.arrayJobId(id).jobStatus(status)).jobSummaryList().stream()
                .map(child -> child.arrayProperties().index())
                .toList();
    }

    @Test
    void endedJobsAreForgottenAfterAWeekWithTheirChildren() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            String id = fixture.submit(job -> job.arrayProperties(array -> array.size(3)));
            String waits = fixture.submit();
            fixture.sdk().terminateJob(end -> end.jobId(id + ":1").reason("one"));
            fixture.sdk().terminateJob(end -> end.jobId(id).reason("all"));
            fixture.until(id, JobStatus.FAILED);
            fixture.server.pass(java.time.Duration.ofDays(6));
            boolean before =
                    JobsState.of(fixture.state().account()).job(new JobId(id)).isPresent();
            fixture.server.pass(java.time.Duration.ofDays(2));

            assertThat(before).isTrue();
            assertThat(JobsState.of(fixture.state().account()).job(new JobId(id)))
                    .isEmpty();
            assertThat(JobsState.of(fixture.state().account()).children().size())
                    .isZero();
            assertThat(JobsState.of(fixture.state().account()).tallies().size()).isZero();
            assertThat(fixture.job(waits).status()).isEqualTo(JobStatus.RUNNABLE);
        }
    }
}
