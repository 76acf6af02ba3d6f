package io.argosy.jobqueues.queues;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchNames;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.GivingWay;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CreateJobQueueRequest;
import io.argosy.shapes.batch.CreateJobQueueResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `CreateJobQueue`: a queue on one to three environments of one kind. With a scheduling policy it has shares for good.
final class CreateJobQueue implements Operation<CreateJobQueueRequest, CreateJobQueueResponse> {
    private static final String NAME = "CreateJobQueue";

    private final BatchStore store;

    CreateJobQueue(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<CreateJobQueueRequest, CreateJobQueueResponse> model() {
        return Batch.CREATE_JOB_QUEUE;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateJobQueueRequest request) {
        var arns = new BatchArns(caller.realm());
        return Stream.concat(
                        BatchPermissions.making(NAME, arns.queue(request.jobQueueName()), request.tags()).stream(),
                        QueuePermissions.named(
                                NAME, arns, request.computeEnvironmentOrder(), request.schedulingPolicyArn()))
                .toList();
    }

    @Override
    public CreateJobQueueResponse handle(Caller caller, CreateJobQueueRequest request) {
        BatchNames.check(caller, "jobQueueName", request.jobQueueName());
        JobQueue made = store.write(caller.realm(), (tx, state) -> made(caller, tx, state, request));
        return CreateJobQueueResponse.builder()
                .jobQueueName(made.name())
                .jobQueueArn(new BatchArns(caller.realm()).queue(made.name()))
                .build();
    }

    private static JobQueue made(
            Caller caller, AccountTransaction tx, BatchState state, CreateJobQueueRequest request) {
        String name = request.jobQueueName();
        var rules = new QueueRules(caller, state);
        rules.check(request);
        if (state.queues().get(name).isPresent()) {
            throw BatchErrors.plain("Job queue " + name + " already exists");
        }
        BatchStore.requireRoom(state.queues().size(), "job queues");
        var queue = new JobQueue(
                name,
                rules.complete(request).toBuilder().tags(Optional.empty()).build(),
                JobQueue.Status.VALID,
                GivingWay.checked(ResourceTags.given(request.tags())),
                tx.now());
        tx.add(queue);
        return queue;
    }
}
