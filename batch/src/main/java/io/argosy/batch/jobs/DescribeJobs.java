package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DescribeJobsRequest;
import io.argosy.shapes.batch.DescribeJobsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeJobs`: up to a hundred jobs in the order in which they were asked for; unknown ones are left out
/// (batch-semantics 9.1).
final class DescribeJobs implements Operation<DescribeJobsRequest, DescribeJobsResponse> {
    private static final int MOST = 100;

    private final BatchStore store;

    DescribeJobs(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DescribeJobsRequest, DescribeJobsResponse> model() {
        return Batch.DESCRIBE_JOBS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeJobsRequest request) {
        return List.of(Permission.on("batch:DescribeJobs"));
    }

    @Override
    public DescribeJobsResponse handle(Caller caller, DescribeJobsRequest request) {
        if (request.jobs().size() > MOST) {
            throw BatchErrors.wrapped(caller, "Maximum number of jobs supported is  " + MOST + " .");
        }
        var shape = new JobShape(
                store.read(caller),
                on -> store.stores().content(caller.realm(), on.cluster()).task(on.task()));
        return DescribeJobsResponse.builder()
                .jobs(request.jobs().stream()
                        .map(JobId::parse)
                        .flatMap(Optional::stream)
                        .flatMap(id -> shape.of(id).stream())
                        .toList())
                .build();
    }
}
