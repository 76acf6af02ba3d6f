package io.argosy.jobqueues.queues;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.jobqueues.resources.BatchPages;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CreateJobQueueRequest;
import io.argosy.shapes.batch.DescribeJobQueuesRequest;
import io.argosy.shapes.batch.DescribeJobQueuesResponse;
import io.argosy.shapes.batch.JobQueueDetail;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeJobQueues`: those named, unknown ones left out, or all in pages.
final class DescribeJobQueues implements Operation<DescribeJobQueuesRequest, DescribeJobQueuesResponse> {
    private final BatchStore store;

    DescribeJobQueues(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DescribeJobQueuesRequest, DescribeJobQueuesResponse> model() {
        return Batch.DESCRIBE_JOB_QUEUES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeJobQueuesRequest request) {
        return List.of(Permission.on("batch:DescribeJobQueues"));
    }

    @Override
    public DescribeJobQueuesResponse handle(Caller caller, DescribeJobQueuesRequest request) {
        BatchState state = store.read(caller);
        List<String> names = request.jobQueues().orElse(List.of());
        BatchPages.requireOne(caller, "JobQueues", names, request.maxResults());
        Page<JobQueue> page = BatchPages.namedOrAll(
                names,
                state::queue,
                () -> BatchPages.page(
                        Listing.of(JobQueue::name, state.queues()::after),
                        PageTokens.of(caller.realm(), request),
                        request.maxResults(),
                        request.nextToken()));
        return DescribeJobQueuesResponse.builder()
                .jobQueues(
                        page.items().stream().map(queue -> shown(queue, state)).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static JobQueueDetail shown(JobQueue queue, BatchState state) {
        CreateJobQueueRequest asked = queue.configuration();
        boolean usable = queue.environments().stream()
                .flatMap(name -> state.environments().get(name).stream())
                .anyMatch(state::healthy);
        return JobQueueDetail.builder()
                .jobQueueName(queue.name())
                .jobQueueArn(state.arns().queue(queue.name()))
                .state(asked.state().orElseThrow())
                .priority(queue.priority())
                .computeEnvironmentOrder(asked.computeEnvironmentOrder().orElse(List.of()))
                .schedulingPolicyArn(asked.schedulingPolicyArn())
                .status(status(queue, usable))
                .statusReason(reason(queue, usable))
                .serviceEnvironmentOrder(List.of())
                .jobQueueType(asked.jobQueueType())
                .tags(queue.tags())
                .jobStateTimeLimitActions(queue.timeLimits())
                .build();
    }

    private static String status(JobQueue queue, boolean usable) {
        return switch (queue.status()) {
            case DELETING -> "DELETING";
            case VALID -> usable ? "VALID" : "INVALID";
        };
    }

    private static Optional<String> reason(JobQueue queue, boolean usable) {
        return switch (queue.status()) {
            case DELETING -> Optional.empty();
            case VALID -> Optional.of(usable ? "JobQueue Healthy" : "All its compute environments are INVALID.");
        };
    }
}
