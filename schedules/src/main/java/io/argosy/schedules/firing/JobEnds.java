package io.argosy.schedules.firing;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.RunState;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ContainerDetail;
import io.argosy.shapes.batch.DescribeJobsRequest;
import io.argosy.shapes.batch.DescribeJobsResponse;
import io.argosy.shapes.batch.JobDetail;
import io.argosy.wire.LocalCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How jobs that runs started have ended, as Batch describes them.
final class JobEnds {
    private static final int AT_ONCE = 100;
    private static final String LOGS = "/aws/batch/job";

    private final LocalCalls calls;

    JobEnds(LocalCalls calls) {
        this.calls = calls;
    }

    /// Of those of these jobs that are over, by their ARN; one that is not known any more is over.
    Map<String, TaskEnds.End> of(AccountRegion realm, List<String> arns) {
        Map<String, TaskEnds.End> ends = new HashMap<>();
        for (int from = 0; from < arns.size(); from += AT_ONCE) {
            List<String> some = arns.subList(from, Math.min(arns.size(), from + AT_ONCE));
            described(realm, some)
                    .ifPresent(jobs -> some.forEach(arn -> end(arn, jobs).ifPresent(end -> ends.put(arn, end))));
        }
        return ends;
    }

    private Optional<List<JobDetail>> described(AccountRegion realm, List<String> arns) {
        DescribeJobsRequest asked = DescribeJobsRequest.builder()
                .jobs(arns.stream().map(JobEnds::id).toList())
                .build();
        try {
            DescribeJobsResponse answer =
                    calls.call(Batch.DESCRIBE_JOBS, asked, LocalCalls.As.account(realm, TargetCaller.PROGRAM));
            return Optional.of(answer.jobs().orElse(List.of()));
        } catch (ApiException notNow) {
            return Optional.empty();
        }
    }

    private static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Optional<TaskEnds.End> end(String arn, List<JobDetail> jobs) {
        Optional<JobDetail> job =
                jobs.stream().filter(one -> one.jobId().equals(id(arn))).findFirst();
        if (job.isEmpty()) {
            return Optional.of(new TaskEnds.End(Outcome.UNKNOWN, "The job is no longer remembered.", List.of()));
        }
        List<RunState.Part> parts = job.get().container().map(container -> part(arn, container)).stream()
                .toList();
        String reason = job.get().statusReason().orElse("");
        return switch (job.get().status()) {
            case "SUCCEEDED" -> Optional.of(new TaskEnds.End(Outcome.SUCCEEDED, "", parts));
            case "FAILED" -> Optional.of(new TaskEnds.End(Outcome.FAILED, reason, parts));
            default -> Optional.empty();
        };
    }

    private static RunState.Part part(String arn, ContainerDetail container) {
        return new RunState.Part(
                arn,
                "",
                container.exitCode().map(String::valueOf).orElse(""),
                LOGS,
                container.logStreamName().orElse(""));
    }
}
