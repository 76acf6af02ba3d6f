package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.FairshareCapacityUsage;
import io.argosy.shapes.batch.FairshareCapacityUtilization;
import io.argosy.shapes.batch.FairshareUtilizationDetail;
import io.argosy.shapes.batch.FrontOfQueueDetail;
import io.argosy.shapes.batch.FrontOfQueueJobSummary;
import io.argosy.shapes.batch.GetJobQueueSnapshotRequest;
import io.argosy.shapes.batch.GetJobQueueSnapshotResponse;
import io.argosy.shapes.batch.QueueSnapshotCapacityUsage;
import io.argosy.shapes.batch.QueueSnapshotUtilizationDetail;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `GetJobQueueSnapshot`: who is next in a queue, and what its jobs use (batch-semantics 4.5). A job is at its place
/// since it waits for nothing but room.
final class GetJobQueueSnapshot implements Operation<GetJobQueueSnapshotRequest, GetJobQueueSnapshotResponse> {
    private static final int FRONT = 100;
    private static final int TOP_SHARES = 20;
    private static final String UNIT = "VCPU";
    private static final double CPU_UNITS = 1024;

    private final BatchStore store;
    private final InstantSource clock;

    GetJobQueueSnapshot(BatchStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public OperationModel<GetJobQueueSnapshotRequest, GetJobQueueSnapshotResponse> model() {
        return Batch.GET_JOB_QUEUE_SNAPSHOT;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetJobQueueSnapshotRequest request) {
        BatchState batch = store.read(caller);
        return List.of(BatchPermissions.on(
                "GetJobQueueSnapshot",
                batch.arns().asNamed(BatchArns.QUEUE, request.jobQueue()),
                batch.queue(request.jobQueue()).map(JobQueue::tags).orElse(Map.of())));
    }

    @Override
    public GetJobQueueSnapshotResponse handle(Caller caller, GetJobQueueSnapshotRequest request) {
        BatchState batch = store.read(caller);
        JobQueue queue = batch.queue(request.jobQueue()).orElseThrow(() -> BatchErrors.missing(request.jobQueue()));
        JobsState jobs = JobsState.of(batch.account());
        Instant now = clock.instant();
        QueueLine line = QueueLine.of(jobs, queue.name(), QueueRule.of(batch, queue), now, _ -> true);
        List<ShareOfQueue> using = jobs.sharesOf(queue.name())
                .filter(share -> share.use().running() > 0)
                .toList();
        return GetJobQueueSnapshotResponse.builder()
                .frontOfQueue(FrontOfQueueDetail.builder()
                        .jobs(Stream.generate(line::next)
                                .takeWhile(Optional::isPresent)
                                .limit(FRONT)
                                .map(Optional::orElseThrow)
                                .map(job -> front(batch, job))
                                .toList())
                        .lastUpdatedAt(now.toEpochMilli())
                        .build())
                .queueUtilization(using.isEmpty() ? Optional.empty() : Optional.of(use(queue, jobs, using, now)))
                .build();
    }

    private static FrontOfQueueJobSummary front(BatchState batch, JobRun job) {
        Instant since = job.life().state() instanceof JobState.Runnable waiting
                ? waiting.since()
                : job.id().createdAt();
        return FrontOfQueueJobSummary.builder()
                .jobArn(batch.arns().job(job.id().value()))
                .earliestTimeAtPosition(since.toEpochMilli())
                .build();
    }

    private static QueueSnapshotUtilizationDetail use(
            JobQueue queue, JobsState jobs, List<ShareOfQueue> using, Instant now) {
        long all = using.stream().mapToLong(share -> share.use().running()).sum();
        var use = QueueSnapshotUtilizationDetail.builder()
                .totalCapacityUsage(List.of(QueueSnapshotCapacityUsage.builder()
                        .capacityUnit(UNIT)
                        .quantity(all / CPU_UNITS)
                        .build()))
                .lastUpdatedAt(now.toEpochMilli());
        if (queue.policy().isPresent()) {
            use.fairshareUtilization(FairshareUtilizationDetail.builder()
                    .activeShareCount(jobs.sharesOf(queue.name()).count())
                    .topCapacityUtilization(using.stream()
                            .sorted(Comparator.comparingLong(
                                            (ShareOfQueue share) -> share.use().running())
                                    .reversed())
                            .limit(TOP_SHARES)
                            .map(GetJobQueueSnapshot::use)
                            .toList())
                    .build());
        }
        return use.build();
    }

    private static FairshareCapacityUtilization use(ShareOfQueue share) {
        return FairshareCapacityUtilization.builder()
                .shareIdentifier(share.name())
                .capacityUsage(List.of(FairshareCapacityUsage.builder()
                        .capacityUnit(UNIT)
                        .quantity(share.use().running() / CPU_UNITS)
                        .build()))
                .build();
    }
}
