package io.argosy.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.batch.BatchServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.model.ArrayJobDependency;
import software.amazon.awssdk.services.batch.model.JobDependency;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/// Jobs that wait for others, and arrays (batch-semantics 7.4, 8.8).
final class DependenciesOfJobsTest {
    private static final int VCPUS = 4;

    @TempDir
    Path folder;

    private static Consumer<SubmitJobRequest.Builder> array(int size, JobDependency... on) {
        return job -> job.arrayProperties(array -> array.size(size)).dependsOn(List.of(on));
    }

    private static JobDependency on(String id) {
        return JobDependency.builder().jobId(id).build();
    }

    private static JobDependency nToN(String id) {
        return JobDependency.builder().jobId(id).type(ArrayJobDependency.N_TO_N).build();
    }

    private static JobDependency sequential() {
        return JobDependency.builder().type(ArrayJobDependency.SEQUENTIAL).build();
    }

    private static Map<String, Integer> summary(JobDetail array) {
        var counts = new java.util.TreeMap<>(array.arrayProperties().statusSummary());
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    @Test
    void aJobWaitsForAnotherToEndWell() throws Exception {
        try (var fixture = new JobsFixture(folder, VCPUS)) {
            String first = fixture.submit();
            String second = fixture.submit(job -> job.dependsOn(on(first)));
            JobDetail waiting = fixture.job(second);
            fixture.until(first, JobStatus.STARTING);
            fixture.agent().exit(first, 0);
            fixture.until(second, JobStatus.STARTING);
            String third = fixture.submit(job -> job.dependsOn(on(first)));

            assertThat(waiting.status()).isEqualTo(JobStatus.PENDING);
            assertThat(fixture.job(third).status()).isNotEqualTo(JobStatus.PENDING);
        }
    }

    @Test
    void aFailureFailsAllThatWaitForItDownTheChain() throws Exception {
        try (var fixture = new JobsFixture(folder, VCPUS)) {
            String first = fixture.submit();
            String second = fixture.submit(job -> job.dependsOn(on(first)));
            String third = fixture.submit(array(3, on(second)));
            fixture.until(first, JobStatus.STARTING);
            fixture.agent().exit(first, 1);

            JobDetail last = fixture.until(third, JobStatus.FAILED);
            assertThat(fixture.job(second).statusReason()).isEqualTo("Dependent Job failed");
            assertThat(last.statusReason()).isEqualTo("Dependent Job failed");
            assertThat(summary(last)).isEqualTo(Map.of("FAILED", 3));
            assertThat(fixture.job(third + ":1").statusReason()).isEqualTo("Dependent Job failed");
        }
    }

    @Test
    void anArrayIsOneRecordUntilItsChildrenMove() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            String id = fixture.submit(array(10_000));

            JobDetail parent = fixture.job(id);
            assertThat(parent.status()).isEqualTo(JobStatus.PENDING);
            assertThat(summary(parent)).isEqualTo(Map.of("RUNNABLE", 10_000));
            assertThat(fixture.job(id + ":9999").status()).isEqualTo(JobStatus.RUNNABLE);
            assertThat(fixture.sdk()
                            .describeJobs(jobs -> jobs.jobs(id + ":10000"))
                            .jobs())
                    .isEmpty();
            assertThat(JobsState.of(fixture.state().account()).children().size())
                    .isZero();
        }
    }

    @Test
    void anArrayEndsWithItsLastChildAndFailsIfOneDid() throws Exception {
        try (var fixture = new JobsFixture(folder, VCPUS)) {
            String good = fixture.submit(array(10));
            String bad = fixture.submit(array(10));
            fixture.agent().drain(task -> task.owner().startedBy().equals(bad + ":3") ? 1 : 0);

            JobDetail failed = fixture.until(bad, JobStatus.FAILED);
            assertThat(summary(fixture.until(good, JobStatus.SUCCEEDED))).isEqualTo(Map.of("SUCCEEDED", 10));
            assertThat(summary(failed)).isEqualTo(Map.of("SUCCEEDED", 9, "FAILED", 1));
            assertThat(failed.statusReason()).isEqualTo("Array Child Job failed");
            assertThat(failed.attempts()).isEmpty();
        }
    }

    @Test
    void childrenInSequenceRunOneAfterTheOtherUntilOneFails() throws Exception {
        try (var fixture = new JobsFixture(folder, VCPUS)) {
            String id = fixture.submit(array(6, sequential()));
            for (int i = 0; i < 3; i++) {
                String child = id + ":" + i;
                JobsFixture.until(() -> fixture.agent().jobs().equals(List.of(child)));
                fixture.agent().exit(child, i == 2 ? 1 : 0);
            }

            JobDetail parent = fixture.until(id, JobStatus.FAILED);
            assertThat(summary(parent)).isEqualTo(Map.of("SUCCEEDED", 2, "FAILED", 4));
            assertThat(fixture.job(id + ":5").statusReason()).isEqualTo("Dependent Job failed");
        }
    }

    @Test
    void eachChildWaitsForTheOneOfItsIndex() throws Exception {
        try (var fixture = new JobsFixture(folder, 6)) {
            String first = fixture.submit(array(3));
            String second = fixture.submit(array(3, nToN(first)));
            JobsFixture.until(() -> fixture.agent().live().size() == 3);
            fixture.agent().exit(first + ":1", 0);
            JobsFixture.until(() -> fixture.agent().jobs().contains(second + ":1"));
            List<String> then = fixture.agent().jobs();
            fixture.agent().exit(first + ":0", 1);
            fixture.until(second + ":0", JobStatus.FAILED);
            fixture.agent().drain(_ -> 0);

            assertThat(then).containsExactlyInAnyOrder(first + ":0", first + ":2", second + ":1");
            assertThat(summary(fixture.until(second, JobStatus.FAILED))).isEqualTo(Map.of("SUCCEEDED", 2, "FAILED", 1));
        }
    }

    @Test
    void terminatingAnArrayEndsAllItsChildren() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            String id = fixture.submit(array(1000));
            JobsFixture.until(() -> fixture.agent().live().size() == 2);
            fixture.sdk().terminateJob(end -> end.jobId(id).reason("wrong day"));
            Map<String, Integer> between = summary(fixture.job(id));
            JobsFixture.until(() -> fixture.agent().live().stream()
                    .noneMatch(task -> task.state().wanted()));
            fixture.agent().drain(_ -> 143);

            JobDetail parent = fixture.until(id, JobStatus.FAILED);
            assertThat(between).containsEntry("FAILED", 998);
            assertThat(summary(parent)).isEqualTo(Map.of("FAILED", 1000));
            assertThat(parent.isTerminated()).isTrue();
            assertThat(fixture.job(id + ":700").statusReason()).isEqualTo("wrong day");
            assertThat(fixture.agent().attempts(id + ":700")).isZero();
        }
    }

    @Test
    void whatCannotBeWaitedForIsRefused() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            String single = fixture.submit();
            String array = fixture.submit(array(3));

            assertThat(refusal(fixture, job -> job.dependsOn(on("b2d1f6a0-0f57-4d2e-8a6c-6b1f3f0c9d21"))))
                    .contains("does not exist");
            assertThat(refusal(fixture, array(2, nToN(array)))).contains("of the same size");
            assertThat(refusal(fixture, array(3, nToN(single)))).contains("of the same size");
            assertThat(refusal(fixture, job -> job.dependsOn(sequential()))).contains("of an array job");
            assertThat(refusal(fixture, job -> job.dependsOn(java.util.Collections.nCopies(21, on(single)))))
                    .isEqualTo(BatchServer.wrapped("Job cannot have more than 20 dependencies"));
            assertThat(refusal(fixture, array(1))).contains("between 2 and 10000");
            assertThat(refusal(fixture, array(10_001))).contains("between 2 and 10000");
        }
    }

    private static String refusal(JobsFixture fixture, Consumer<SubmitJobRequest.Builder> job) {
        return BatchServer.outcome(() -> fixture.submit(job));
    }
}
