package io.argosy.batch.jobs;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.TerminateJobRequest;
import io.argosy.shapes.batch.TerminateJobResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `TerminateJob`: ends a job, whatever it does; its container is stopped (batch-semantics 8.7).
final class TerminateJob implements Operation<TerminateJobRequest, TerminateJobResponse> {
    private final JobEnding ending;

    TerminateJob(JobEnding ending) {
        this.ending = ending;
    }

    @Override
    public OperationModel<TerminateJobRequest, TerminateJobResponse> model() {
        return Batch.TERMINATE_JOB;
    }

    @Override
    public List<Permission> permissions(Caller caller, TerminateJobRequest request) {
        return ending.permissions(caller, "TerminateJob", List.of(request.jobId()));
    }

    @Override
    public TerminateJobResponse handle(Caller caller, TerminateJobRequest request) {
        JobEnding.check(request.jobId(), request.reason());
        ending.end(caller.realm(), List.of(request.jobId()), request.reason(), JobEnds::terminate);
        return TerminateJobResponse.builder().build();
    }
}
