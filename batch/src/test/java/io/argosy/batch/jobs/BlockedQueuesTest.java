package io.argosy.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStateTimeLimitAction;
import software.amazon.awssdk.services.batch.model.JobStateTimeLimitActionsAction;
import software.amazon.awssdk.services.batch.model.JobStateTimeLimitActionsState;
import software.amazon.awssdk.services.batch.model.JobStatus;

/// What is said of a job at the head of a queue that does not start, and what comes of it (batch-semantics 4.4).
final class BlockedQueuesTest {
    private static final String CAPACITY = "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY";
    private static final List<JobStateTimeLimitAction> CANCELLING = List.of(JobStateTimeLimitAction.builder()
            .reason(CAPACITY)
            .state(JobStateTimeLimitActionsState.RUNNABLE)
            .maxTimeSeconds(600)
            .action(JobStateTimeLimitActionsAction.CANCEL)
            .build());

    @TempDir
    Path folder;

    /// Time passes, and a job that comes has the dispatcher look.
    private static void later(JobsFixture fixture, Duration time) {
        fixture.server.pass(time);
        fixture.submit();
    }

    @Test
    void whoWaitsForJobsOfTheOwnQueueIsNotBlockedAndWhoWaitsForOthersIs() throws Exception {
        try (var fixture = new JobsFixture(folder, 1)) {
            fixture.sdk().updateJobQueue(queue -> queue.jobQueue("q").jobStateTimeLimitActions(CANCELLING));
            fixture.sdk()
                    .createJobQueue(queue -> queue.jobQueueName("other")
                            .priority(1)
                            .jobStateTimeLimitActions(CANCELLING)
                            .computeEnvironmentOrder(List.of(ComputeEnvironmentOrder.builder()
                                    .order(1)
                                    .computeEnvironment("ce")
                                    .build())));
            String runs = fixture.submit();
            fixture.until(runs, JobStatus.STARTING);
            String waits = fixture.submit();
            String blocked = fixture.submit(job -> job.jobQueue("other"));
            later(fixture, Duration.ofMinutes(4));
            later(fixture, Duration.ofMinutes(4));
            JobDetail told = fixture.until(blocked, job -> job.statusReason() != null);
            JobDetail untold = fixture.job(waits);
            later(fixture, Duration.ofMinutes(11));
            JobDetail cancelled = fixture.until(blocked, JobStatus.FAILED);
            fixture.agent().exit(runs, 0);

            assertThat(told.statusReason()).startsWith(CAPACITY + " - ");
            assertThat(untold.statusReason()).isNull();
            assertThat(cancelled.statusReason())
                    .isEqualTo("Canceled by JobStateTimeLimit action due to reason: " + CAPACITY);
            fixture.until(waits, JobStatus.STARTING);
        }
    }
}
