package io.argosy.batch.jobs;

import io.argosy.jobqueues.definitions.TaskDefinitionForm;
import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ConsumableResourceProperties;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.batch.SubmitJobResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `SubmitJob`: takes a job, or an array of them, into a queue (batch-semantics 7). It is there for readers at once,
/// and waits for others or for room.
final class SubmitJob implements Operation<SubmitJobRequest, SubmitJobResponse> {
    private static final int MOST_SHARES = 500;

    private final BatchStore store;
    private final SubmitRules rules;
    private final JobIds ids;

    SubmitJob(BatchStore store, SubmitRules rules, JobIds ids) {
        this.store = store;
        this.rules = rules;
        this.ids = ids;
    }

    @Override
    public OperationModel<SubmitJobRequest, SubmitJobResponse> model() {
        return Batch.SUBMIT_JOB;
    }

    @Override
    public List<Permission> permissions(Caller caller, SubmitJobRequest request) {
        BatchArns arns = new BatchArns(caller.realm());
        Map<String, String> tags = request.tags().map(SubmitJob::withoutToken).orElse(Map.of());
        List<Permission> needed = new ArrayList<>();
        uses(request, arns)
                .map(arn -> Permission.on("batch:SubmitJob", arn).withTags(tags))
                .forEach(one -> needed.add(request.shareIdentifier()
                        .map(share -> one.with("batch:ShareIdentifier", share))
                        .orElse(one)));
        if (!tags.isEmpty()) {
            needed.add(Permission.on("batch:TagResource", arns.job("*")).withTags(tags));
        }
        return needed;
    }

    /// What a job is made of: policies name its queue and its definition, and not the job.
    private static Stream<String> uses(SubmitJobRequest request, BatchArns arns) {
        Stream<String> consumables = request
                .consumableResourcePropertiesOverride()
                .flatMap(ConsumableResourceProperties::consumableResourceList)
                .orElse(List.of())
                .stream()
                .flatMap(requirement -> requirement.consumableResource().stream())
                .map(name -> arns.asNamed(BatchArns.CONSUMABLE, name));
        return Stream.concat(
                Stream.of(
                        arns.asNamed(BatchArns.QUEUE, request.jobQueue()),
                        arns.asNamed(BatchArns.DEFINITION, request.jobDefinition())),
                consumables);
    }

    /// The token is carried like a tag, and nobody needs to be let to tag for it.
    private static Map<String, String> withoutToken(Map<String, String> tags) {
        return ResourceTags.without(tags, List.of(Job.TOKEN));
    }

    @Override
    public SubmitJobResponse handle(Caller caller, SubmitJobRequest request) {
        Job job = JobsState.of(store.read(caller).account())
                .submitted(request)
                .orElseGet(() -> submitted(caller, request));
        return SubmitJobResponse.builder()
                .jobArn(new BatchArns(caller.realm()).job(job.id().value()))
                .jobId(job.id().value())
                .jobName(job.asked().jobName())
                .build();
    }

    private Job submitted(Caller caller, SubmitJobRequest request) {
        SubmitRules.Accepted accepted = rules.accepted(caller, store.read(caller), request);
        SubmitJobRequest order = order(accepted);
        int cpu = TaskDefinitionForm.size(accepted.task()).cpuUnits();
        int priority = accepted.queue().policy().isEmpty()
                ? 0
                : order.schedulingPriorityOverride()
                        .or(() -> accepted.definition().configuration().schedulingPriority())
                        .orElse(0);
        return store.write(
                caller.realm(),
                (tx, batch) -> JobsState.of(tx.state())
                        .submitted(request)
                        .orElseGet(() -> submit(caller, tx, batch, new Order(order, priority, cpu))));
    }

    private record Order(SubmitJobRequest asked, int priority, int cpu) {}

    /// The request with what is in force: names as the stores have them, and the definition's where the caller gave
    /// nothing. What it gives is not merged, member by member, with the definition's (6.8).
    private static SubmitJobRequest order(SubmitRules.Accepted accepted) {
        SubmitJobRequest asked = accepted.asked();
        RegisterJobDefinitionRequest usual = accepted.definition().configuration();
        return asked.toBuilder()
                .jobQueue(accepted.queue().name())
                .jobDefinition(accepted.definition().key())
                .retryStrategy(asked.retryStrategy().or(usual::retryStrategy))
                .timeout(asked.timeout().or(usual::timeout))
                .propagateTags(asked.propagateTags().or(usual::propagateTags))
                .consumableResourcePropertiesOverride(
                        asked.consumableResourcePropertiesOverride().or(usual::consumableResourceProperties))
                .build();
    }

    private Job submit(Caller caller, AccountTransaction tx, BatchState batch, Order order) {
        SubmitRules.queue(batch, order.asked().jobQueue());
        JobsState jobs = JobsState.of(tx.state());
        List<String> open = JobDependencies.open(caller, jobs, order.asked());
        shares(jobs, order);
        boolean free = open.isEmpty() && order.asked().arrayProperties().isEmpty();
        JobState first = free ? JobState.runnable(tx.now()) : new JobState.Pending(open);
        var job = new Job(ids.next(tx.now()), order.asked(), order.priority(), order.cpu(), Life.of(first));
        new JobMoves(caller.realm(), tx).submit(job);
        if (!free) {
            new Dependents(caller.realm(), tx).review(job);
        }
        return job;
    }

    /// One more share than a queue may have.
    private static void shares(JobsState jobs, Order order) {
        String queue = order.asked().jobQueue();
        String share = order.asked().shareIdentifier().orElse("");
        boolean there = jobs.shares().get(ShareOfQueue.key(queue, share)).isPresent();
        if (!there && jobs.sharesOf(queue).count() >= MOST_SHARES) {
            throw BatchErrors.plain("A job queue has at most " + MOST_SHARES + " active share identifiers.");
        }
    }
}
