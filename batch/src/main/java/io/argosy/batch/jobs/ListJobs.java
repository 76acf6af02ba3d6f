package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ChildSet;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.JobSummary;
import io.argosy.shapes.batch.ListJobsRequest;
import io.argosy.shapes.batch.ListJobsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `ListJobs`: the jobs of a queue, or the children of an array, in pages (batch-semantics 9.2). Without a status it
/// shows those that run.
final class ListJobs implements Operation<ListJobsRequest, ListJobsResponse> {
    private static final Pages.Size BY_STATUS = new Pages.Size(1000, 1000);

    private final BatchStore store;

    ListJobs(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<ListJobsRequest, ListJobsResponse> model() {
        return Batch.LIST_JOBS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListJobsRequest request) {
        return List.of(Permission.on("batch:ListJobs"));
    }

    @Override
    public ListJobsResponse handle(Caller caller, ListJobsRequest request) {
        long given = Stream.of(request.jobQueue(), request.arrayJobId(), request.multiNodeJobId())
                .filter(Optional::isPresent)
                .count();
        if (given != 1) {
            throw BatchErrors.wrapped(
                    caller, "Exactly one of jobQueue, arrayJobId and multiNodeJobId should be specified.");
        }
        BatchState batch = store.read(caller);
        JobsState jobs = JobsState.of(batch.account());
        var summaries = new JobSummaries(batch.arns(), jobs);
        Page<JobSummary> page = request.jobQueue().isPresent()
                ? ofQueue(caller, request, batch, jobs, summaries)
                : ofArray(caller, request, jobs, summaries);
        return ListJobsResponse.builder()
                .jobSummaryList(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Page<JobSummary> ofQueue(
            Caller caller, ListJobsRequest request, BatchState batch, JobsState jobs, JobSummaries summaries) {
        String reference = request.jobQueue().orElseThrow();
        String queue = batch.queue(reference)
                .orElseThrow(() -> BatchErrors.plain("Job queue " + reference + " does not exist"))
                .name();
        boolean filtered = request.filters().filter(list -> !list.isEmpty()).isPresent();
        Page<Job> page = page(
                caller,
                request,
                new JobFilter(batch, jobs, queue).all(caller, request),
                filtered ? Pages.Size.HUNDRED : BY_STATUS);
        return new Page<>(page.items().stream().map(summaries::of).toList(), page.nextToken());
    }

    /// Jobs of several nodes are refused at their submission: nobody has any.
    private static Page<JobSummary> ofArray(
            Caller caller, ListJobsRequest request, JobsState jobs, JobSummaries summaries) {
        Optional<JobId> array = request.arrayJobId()
                .flatMap(JobId::parse)
                .filter(id -> jobs.tally(id).isPresent());
        if (array.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        ChildSet wanted = jobs.childrenWith(array.get(), JobFilter.status(request));
        Page<Integer> page = page(
                caller,
                request,
                Listing.of(
                        String::valueOf, last -> behind(wanted, last).stream().boxed()),
                BY_STATUS);
        return new Page<>(
                page.items().stream()
                        .flatMap(index -> jobs.run(array.get().child(index)).stream())
                        .map(summaries::of)
                        .toList(),
                page.nextToken());
    }

    private static ChildSet behind(ChildSet wanted, String last) {
        return last.isEmpty() ? wanted : wanted.minus(ChildSet.range(0, Integer.parseInt(last) + 1));
    }

    private static <T> Page<T> page(Caller caller, ListJobsRequest request, Listing<T> list, Pages.Size size) {
        PageTokens tokens = PageTokens.of(caller.realm(), request);
        if (request.nextToken().filter(token -> tokens.key(token).isEmpty()).isPresent()) {
            throw BatchErrors.plain("The nextToken is not valid.");
        }
        return Pages.page(
                list,
                size,
                tokens,
                request.maxResults().map(asked -> Math.clamp(asked, 1, size.most())),
                request.nextToken());
    }
}
