package io.argosy.batch.jobs;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CancelJobRequest;
import io.argosy.shapes.batch.CancelJobResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `CancelJob`: ends a job that has not started; of an array the children that have not (batch-semantics 8.7).
final class CancelJob implements Operation<CancelJobRequest, CancelJobResponse> {
    private final JobEnding ending;

    CancelJob(JobEnding ending) {
        this.ending = ending;
    }

    @Override
    public OperationModel<CancelJobRequest, CancelJobResponse> model() {
        return Batch.CANCEL_JOB;
    }

    @Override
    public List<Permission> permissions(Caller caller, CancelJobRequest request) {
        return ending.permissions(caller, "CancelJob", List.of(request.jobId()));
    }

    @Override
    public CancelJobResponse handle(Caller caller, CancelJobRequest request) {
        JobEnding.check(request.jobId(), request.reason());
        ending.end(caller.realm(), List.of(request.jobId()), request.reason(), JobEnds::cancel);
        return CancelJobResponse.builder().build();
    }
}
