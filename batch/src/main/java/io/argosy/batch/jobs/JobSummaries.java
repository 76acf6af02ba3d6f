package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.shapes.batch.ArrayPropertiesSummary;
import io.argosy.shapes.batch.ContainerSummary;
import io.argosy.shapes.batch.JobCapacityUsageSummary;
import io.argosy.shapes.batch.JobSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Jobs as lists show them (batch-semantics 9.2).
record JobSummaries(BatchArns arns, JobsState jobs) {
    private static final double CPU_UNITS = 1024;

    JobSummary of(Job job) {
        return of(job, job.id(), job.life());
    }

    JobSummary of(JobRun child) {
        return of(child.order(), child.id(), child.life());
    }

    private JobSummary of(Job order, JobId id, Life life) {
        JobShape.Times times = JobShape.Times.of(jobs, id, life);
        return JobSummary.builder()
                .jobArn(arns.job(id.value()))
                .jobId(id.value())
                .jobName(order.asked().jobName())
                .createdAt(id.createdAt().toEpochMilli())
                .status(life.status().name())
                .statusReason(JobShape.reason(life))
                .startedAt(times.startedAt().map(Instant::toEpochMilli))
                .stoppedAt(times.stoppedAt().map(Instant::toEpochMilli))
                .container(container(life))
                .arrayProperties(array(order, id))
                .jobDefinition(arns.definition(order.asked().jobDefinition()))
                .shareIdentifier(order.asked().shareIdentifier())
                .capacityUsage(List.of(JobCapacityUsageSummary.builder()
                        .capacityUnit("VCPU")
                        .quantity(order.cpu() / CPU_UNITS)
                        .build()))
                .isCancelled(JobShape.flag(life.ending() instanceof Ending.Cancelled))
                .isTerminated(JobShape.flag(life.ending() instanceof Ending.Terminated))
                .build();
    }

    private static Optional<ContainerSummary> container(Life life) {
        if (life.attempts().isEmpty()) {
            return Optional.empty();
        }
        return AttemptShape.end(life.attempts().getLast())
                .map(end -> ContainerSummary.builder()
                        .exitCode(end.exitCode())
                        .reason(end.reason())
                        .build());
    }

    private Optional<ArrayPropertiesSummary> array(Job order, JobId id) {
        return id.index().isPresent()
                ? Optional.of(ArrayPropertiesSummary.builder()
                        .index(id.index().getAsInt())
                        .statusSummary(Map.of())
                        .build())
                : jobs.tally(order.id())
                        .map(tally -> ArrayPropertiesSummary.builder()
                                .size(tally.size())
                                .statusSummary(JobShape.summary(tally))
                                .statusSummaryLastUpdatedAt(tally.changedAt().toEpochMilli())
                                .build());
    }
}
