package io.argosy.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.model.EvaluateOnExit;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.RetryAction;

/// Jobs from their submission to their end, by the AWS SDK, on a scripted agent (batch-semantics 8).
final class JobLivesTest {
    @TempDir
    Path folder;

    @Test
    void aJobRunsAndSaysHowItEnded() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            String id = fixture.submit();
            fixture.until(id, JobStatus.STARTING);
            fixture.agent().start(id);
            JobDetail running = fixture.until(id, JobStatus.RUNNING);
            fixture.agent().exit(id, 0);
            JobDetail ended = fixture.until(id, JobStatus.SUCCEEDED);

            assertThat(running.container().logStreamName()).startsWith("work/default/");
            assertThat(running.attempts()).isEmpty();
            assertThat(ended.container().exitCode()).isZero();
            assertThat(ended.statusReason()).isEqualTo("Essential container in task exited");
            assertThat(ended.attempts()).hasSize(1);
            assertThat(ended.attempts().getFirst().container().taskArn())
                    .isEqualTo(running.container().taskArn());
            assertThat(ended.startedAt()).isLessThanOrEqualTo(ended.stoppedAt());
        }
    }

    @Test
    void aFailedAttemptIsRepeatedAsOftenAsTheStrategySays() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            String id = fixture.submit(job -> job.retryStrategy(retry -> retry.attempts(3)));

            fixture.agent().drain(_ -> 7);

            JobDetail ended = fixture.until(id, JobStatus.FAILED);
            assertThat(ended.attempts()).hasSize(3);
            assertThat(ended.attempts()).allMatch(attempt -> attempt.container().exitCode() == 7);
            assertThat(fixture.agent().attempts(id)).isEqualTo(3);
        }
    }

    @Test
    void aLostInstanceCostsAnAttemptOnlyAsTheRulesSay() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            String once = fixture.submit();
            String again = fixture.submit(job -> job.retryStrategy(retry -> retry.attempts(2)
                    .evaluateOnExit(List.of(
                            EvaluateOnExit.builder()
                                    .onStatusReason("Host EC2*")
                                    .action(RetryAction.RETRY)
                                    .build(),
                            EvaluateOnExit.builder()
                                    .onReason("*")
                                    .action(RetryAction.EXIT)
                                    .build()))));
            JobsFixture.until(() -> fixture.agent().live().size() == 2);
            fixture.agent().lose(once);
            fixture.agent().lose(again);
            fixture.until(again, job -> job.attempts().size() == 1);
            fixture.agent().drain(_ -> 0);

            assertThat(fixture.until(once, JobStatus.FAILED).statusReason())
                    .isEqualTo("Host EC2 (instance i-0123) terminated.");
            assertThat(fixture.until(again, JobStatus.SUCCEEDED).attempts()).hasSize(2);
        }
    }

    @Test
    void aJobIsSubmittedOnceByItsToken() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            String first = fixture.submit(job -> job.tags(Map.of("argosy:client-token", "monday")));
            String again = fixture.submit(job -> job.jobName("again").tags(Map.of("argosy:client-token", "monday")));
            String other = fixture.submit(job -> job.tags(Map.of("argosy:client-token", "tuesday")));
            fixture.restart();
            String later = fixture.submit(job -> job.tags(Map.of("argosy:client-token", "monday")));

            assertThat(List.of(again, later)).containsOnly(first);
            assertThat(other).isNotEqualTo(first);
        }
    }

    @Test
    void jobsWaitInTheOrderInWhichTheyCame() throws Exception {
        try (var fixture = new JobsFixture(folder, 1)) {
            List<String> ids = fixture.submitAll(4);
            for (String id : ids) {
                JobsFixture.until(() -> fixture.agent().jobs().equals(List.of(id)));
                fixture.agent().exit(id, 0);
            }

            assertThat(fixture.until(ids.getLast(), JobStatus.SUCCEEDED).statusReason())
                    .isNotEmpty();
        }
    }

    @Test
    void aCancelEndsWhatHasNotStartedAndNothingElse() throws Exception {
        try (var fixture = new JobsFixture(folder, 1)) {
            String runs = fixture.submit();
            String waits = fixture.submit();
            fixture.until(runs, JobStatus.STARTING);
            fixture.sdk().cancelJob(cancel -> cancel.jobId(runs).reason("too late"));
            fixture.sdk().cancelJob(cancel -> cancel.jobId(waits).reason("wrong day"));
            JobDetail cancelled = fixture.job(waits);
            fixture.agent().exit(runs, 0);

            assertThat(cancelled.status()).isEqualTo(JobStatus.FAILED);
            assertThat(cancelled.statusReason()).isEqualTo("wrong day");
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(cancelled.attempts()).isEmpty();
            JobDetail ended = fixture.until(runs, JobStatus.SUCCEEDED);
            assertThat(ended.isCancelled()).isNull();
        }
    }

    @Test
    void aTerminatedJobFailsWithTheReasonAndIsNotRepeated() throws Exception {
        try (var fixture = new JobsFixture(folder, 1)) {
            String id = fixture.submit(job -> job.retryStrategy(retry -> retry.attempts(5)));
            fixture.until(id, JobStatus.STARTING);
            fixture.agent().start(id);
            fixture.until(id, JobStatus.RUNNING);
            fixture.sdk().terminateJob(end -> end.jobId(id).reason("wrong day"));
            JobsFixture.until(() -> fixture.agent().live().stream()
                    .noneMatch(task -> task.state().wanted()));
            JobDetail between = fixture.job(id);
            fixture.agent().exit(id, 143);

            JobDetail ended = fixture.until(id, JobStatus.FAILED);
            assertThat(between.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(between.isTerminated()).isTrue();
            assertThat(ended.statusReason()).isEqualTo("wrong day");
            assertThat(ended.attempts()).hasSize(1);
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsStoppedAndNotRepeated() throws Exception {
        try (var fixture = new JobsFixture(folder, 1)) {
            String id = fixture.submit(job ->
                    job.retryStrategy(retry -> retry.attempts(5)).timeout(time -> time.attemptDurationSeconds(60)));
            fixture.until(id, JobStatus.STARTING);
            fixture.agent().start(id);
            fixture.until(id, JobStatus.RUNNING);
            fixture.server.pass(java.time.Duration.ofSeconds(61));
            fixture.submit();
            JobsFixture.until(() -> fixture.agent().live().stream()
                    .noneMatch(task -> task.state().wanted()));
            fixture.agent().exit(id, 137);

            JobDetail ended = fixture.until(id, JobStatus.FAILED);
            assertThat(ended.statusReason()).isEqualTo("Job attempt duration exceeded timeout");
            assertThat(ended.container().exitCode()).isNull();
        }
    }

    @Test
    void aTaskThatEndedWhileTheServerWasAwayEndsItsJobOnce() throws Exception {
        try (var fixture = new JobsFixture(folder, 1)) {
            String id = fixture.submit();
            String behind = fixture.submit();
            fixture.until(id, JobStatus.STARTING);
            fixture.server.batch().close();
            fixture.agent().exit(id, 0);
            fixture.restart();

            fixture.until(id, JobStatus.SUCCEEDED);
            fixture.until(behind, JobStatus.STARTING);
            assertThat(fixture.agent().jobs()).containsExactly(behind);
        }
    }
}
