package io.argosy.schedules;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DescribeJobsRequest;
import io.argosy.shapes.batch.DescribeJobsResponse;
import io.argosy.shapes.batch.JobDetail;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.batch.SubmitJobResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// As much of Batch as schedules call: it remembers what was submitted, and says of all jobs what it was told.
final class FakeBatch {
    private final List<SubmitJobRequest> submitted = new ArrayList<>();
    private String status = "RUNNING";

    private record Answering<I extends Shape, O extends Shape>(OperationModel<I, O> model, Function<I, O> answer)
            implements Operation<I, O> {
        @Override
        public List<Permission> permissions(Caller caller, I input) {
            return List.of(Permission.on("batch:" + model.name()));
        }

        @Override
        public O handle(Caller caller, I input) {
            return answer.apply(input);
        }
    }

    List<Operation<?, ?>> operations() {
        return List.of(
                new Answering<>(Batch.SUBMIT_JOB, this::submit), new Answering<>(Batch.DESCRIBE_JOBS, this::describe));
    }

    List<SubmitJobRequest> submitted() {
        return submitted;
    }

    void say(String other) {
        status = other;
    }

    private SubmitJobResponse submit(SubmitJobRequest request) {
        submitted.add(request);
        return SubmitJobResponse.builder()
                .jobName(request.jobName())
                .jobId("job-" + submitted.size())
                .jobArn("arn:aws:batch:local-1:123456789012:job/job-" + submitted.size())
                .build();
    }

    private DescribeJobsResponse describe(DescribeJobsRequest request) {
        return DescribeJobsResponse.builder()
                .jobs(request.jobs().stream()
                        .map(id -> JobDetail.builder()
                                .jobName("job")
                                .jobId(id)
                                .jobQueue("queue")
                                .jobDefinition("job:1")
                                .startedAt(0L)
                                .status(status)
                                .build())
                        .toList())
                .build();
    }
}
