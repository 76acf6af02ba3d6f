package io.argosy.batch.jobs;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CancelJobsErrorDetail;
import io.argosy.shapes.batch.CancelJobsRequest;
import io.argosy.shapes.batch.CancelJobsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `CancelJobs`: as `CancelJob`, for up to fifty jobs; what is no job's id is an error beside those that were ended.
final class CancelJobs implements Operation<CancelJobsRequest, CancelJobsResponse> {
    private final JobEnding ending;

    CancelJobs(JobEnding ending) {
        this.ending = ending;
    }

    @Override
    public OperationModel<CancelJobsRequest, CancelJobsResponse> model() {
        return Batch.CANCEL_JOBS;
    }

    @Override
    public List<Permission> permissions(Caller caller, CancelJobsRequest request) {
        return ending.permissions(caller, "CancelJob", request.jobs());
    }

    @Override
    public CancelJobsResponse handle(Caller caller, CancelJobsRequest request) {
        List<String> ended = ending.endMany(caller, request.jobs(), request.reason(), JobEnds::cancel);
        return CancelJobsResponse.builder()
                .successful(ended)
                .errors(request.jobs().stream()
                        .filter(job -> !ended.contains(job))
                        .map(CancelJobs::error)
                        .toList())
                .build();
    }

    private static CancelJobsErrorDetail error(String job) {
        return CancelJobsErrorDetail.builder()
                .job(job)
                .code(JobEnding.NO_JOB_CODE)
                .message(JobEnding.NO_JOB)
                .build();
    }
}
