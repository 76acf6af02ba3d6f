package io.argosy.batch.jobs;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchPages;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.KeyValuesPair;
import io.argosy.shapes.batch.ListJobsByConsumableResourceRequest;
import io.argosy.shapes.batch.ListJobsByConsumableResourceResponse;
import io.argosy.shapes.batch.ListJobsByConsumableResourceSummary;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// `ListJobsByConsumableResource`: the jobs that need a resource, the newest first (batch-semantics 11).
final class ListJobsByConsumableResource
        implements Operation<ListJobsByConsumableResourceRequest, ListJobsByConsumableResourceResponse> {
    private static final String BEHIND_ALL = "~";

    private final BatchStore store;

    ListJobsByConsumableResource(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<ListJobsByConsumableResourceRequest, ListJobsByConsumableResourceResponse> model() {
        return Batch.LIST_JOBS_BY_CONSUMABLE_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListJobsByConsumableResourceRequest request) {
        BatchState batch = store.read(caller);
        return List.of(BatchPermissions.on(
                "ListJobsByConsumableResource",
                batch.arns().asNamed(BatchArns.CONSUMABLE, request.consumableResource()),
                batch.consumable(request.consumableResource())
                        .map(ConsumableResource::tags)
                        .orElse(Map.of())));
    }

    @Override
    public ListJobsByConsumableResourceResponse handle(Caller caller, ListJobsByConsumableResourceRequest request) {
        BatchState batch = store.read(caller);
        ConsumableResource resource = batch.consumable(request.consumableResource())
                .orElseThrow(() -> BatchErrors.missing(request.consumableResource()));
        String word = Job.consuming(resource.name());
        var jobs = JobsState.of(batch.account());
        Page<Job> page = BatchPages.page(
                Listing.<Job>of(
                                Job::key,
                                last -> jobs.jobs().backwards(Job.LISTED, word, last.isEmpty() ? BEHIND_ALL : last))
                        .where(wanted(caller, request.filters().orElse(List.of()))),
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListJobsByConsumableResourceResponse.builder()
                .jobs(page.items().stream()
                        .map(job -> shown(batch, jobs, job, resource))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Predicate<Job> wanted(Caller caller, List<KeyValuesPair> filters) {
        return filters.stream().map(filter -> wanted(caller, filter)).reduce(_ -> true, Predicate::and);
    }

    private static Predicate<Job> wanted(Caller caller, KeyValuesPair filter) {
        List<String> values = filter.values().orElse(List.of());
        return switch (filter.name().orElse("")) {
            case "JOB_STATUS" -> job -> values.contains(job.life().status().name());
            case "JOB_NAME" -> job -> values.stream().anyMatch(value -> named(job, value));
            default ->
                throw BatchErrors.wrapped(caller, "The filter " + filter.name().orElse("") + " is not known.");
        };
    }

    private static boolean named(Job job, String pattern) {
        String name = job.asked().jobName().toLowerCase(Locale.ROOT);
        String wanted = pattern.toLowerCase(Locale.ROOT);
        return wanted.endsWith("*") ? name.startsWith(wanted.substring(0, wanted.length() - 1)) : name.equals(wanted);
    }

    private static ListJobsByConsumableResourceSummary shown(
            BatchState batch, JobsState jobs, Job job, ConsumableResource resource) {
        return ListJobsByConsumableResourceSummary.builder()
                .jobArn(batch.arns().job(job.id().value()))
                .jobQueueArn(batch.arns().queue(job.queue()))
                .jobName(job.asked().jobName())
                .jobDefinitionArn(batch.arns().definition(job.asked().jobDefinition()))
                .jobStatus(job.life().status().name())
                .quantity(ConsumableBudget.needs(job).stream()
                        .filter(need -> ConsumableBudget.name(need).equals(resource.name()))
                        .mapToLong(ConsumableBudget::quantity)
                        .sum())
                .createdAt(job.id().createdAt().toEpochMilli())
                .consumableResourceProperties(
                        job.asked().consumableResourcePropertiesOverride().orElseThrow())
                .shareIdentifier(job.asked().shareIdentifier())
                .statusReason(JobShape.reason(job.life()))
                .startedAt(JobShape.Times.of(jobs, job.id(), job.life())
                        .startedAt()
                        .map(Instant::toEpochMilli))
                .build();
    }
}
