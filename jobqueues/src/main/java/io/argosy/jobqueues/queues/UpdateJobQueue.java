package io.argosy.jobqueues.queues;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.resources.Merging;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CreateJobQueueRequest;
import io.argosy.shapes.batch.UpdateJobQueueRequest;
import io.argosy.shapes.batch.UpdateJobQueueResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `UpdateJobQueue`: changes what is given and leaves the rest, at once. A policy is only replaced, never added.
final class UpdateJobQueue implements Operation<UpdateJobQueueRequest, UpdateJobQueueResponse> {
    private static final String NAME = "UpdateJobQueue";

    private final BatchStore store;

    UpdateJobQueue(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<UpdateJobQueueRequest, UpdateJobQueueResponse> model() {
        return Batch.UPDATE_JOB_QUEUE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateJobQueueRequest request) {
        BatchState state = store.read(caller);
        return Stream.concat(
                        Stream.of(QueuePermissions.on(NAME, state, request.jobQueue())),
                        QueuePermissions.named(
                                NAME, state.arns(), request.computeEnvironmentOrder(), request.schedulingPolicyArn()))
                .toList();
    }

    @Override
    public UpdateJobQueueResponse handle(Caller caller, UpdateJobQueueRequest request) {
        JobQueue changed = store.write(caller.realm(), (tx, state) -> changed(caller, tx, state, request));
        return UpdateJobQueueResponse.builder()
                .jobQueueName(changed.name())
                .jobQueueArn(store.read(caller).arns().queue(changed.name()))
                .build();
    }

    private static JobQueue changed(
            Caller caller, AccountTransaction tx, BatchState state, UpdateJobQueueRequest request) {
        JobQueue there = state.queue(request.jobQueue()).orElseThrow(() -> BatchErrors.missing(request.jobQueue()));
        if (there.status() == JobQueue.Status.DELETING) {
            throw BatchErrors.plain("Cannot update, resource is being modified");
        }
        if (request.schedulingPolicyArn().isPresent() && there.policy().isEmpty()) {
            throw BatchErrors.wrapped(caller, "A scheduling policy cannot be added to a job queue that has none");
        }
        var rules = new QueueRules(caller, state);
        CreateJobQueueRequest merged =
                Merging.merged(CreateJobQueueRequest.STRUCTURE, there.configuration(), request).toBuilder()
                        .jobQueueType(Optional.empty())
                        .build();
        if (request.computeEnvironmentOrder().isPresent()) {
            rules.check(merged);
        } else {
            rules.checkAllButEnvironments(merged);
        }
        JobQueue changed = there.with(rules.complete(merged));
        tx.update(changed);
        return changed;
    }
}
