package io.argosy.batch.jobs;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.TerminateJobsErrorDetail;
import io.argosy.shapes.batch.TerminateJobsRequest;
import io.argosy.shapes.batch.TerminateJobsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `TerminateJobs`: as `TerminateJob`, for up to fifty jobs; what is no job's id is an error beside those that were
/// ended.
final class TerminateJobs implements Operation<TerminateJobsRequest, TerminateJobsResponse> {
    private final JobEnding ending;

    TerminateJobs(JobEnding ending) {
        this.ending = ending;
    }

    @Override
    public OperationModel<TerminateJobsRequest, TerminateJobsResponse> model() {
        return Batch.TERMINATE_JOBS;
    }

    @Override
    public List<Permission> permissions(Caller caller, TerminateJobsRequest request) {
        return ending.permissions(caller, "TerminateJob", request.jobs());
    }

    @Override
    public TerminateJobsResponse handle(Caller caller, TerminateJobsRequest request) {
        List<String> ended = ending.endMany(caller, request.jobs(), request.reason(), JobEnds::terminate);
        return TerminateJobsResponse.builder()
                .successful(ended)
                .errors(request.jobs().stream()
                        .filter(job -> !ended.contains(job))
                        .map(TerminateJobs::error)
                        .toList())
                .build();
    }

    private static TerminateJobsErrorDetail error(String job) {
        return TerminateJobsErrorDetail.builder()
                .job(job)
                .code(JobEnding.NO_JOB_CODE)
                .message(JobEnding.NO_JOB)
                .build();
    }
}
