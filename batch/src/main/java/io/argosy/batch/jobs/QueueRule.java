package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.FairShare;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.shapes.batch.FairsharePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// By which rule a queue is served: its fair-share policy, or none for first in, first out.
final class QueueRule {
    private static final FairShare USUAL = FairShare.of(0, 0, List.of());

    private QueueRule() {}

    static Optional<FairShare> of(BatchState batch, JobQueue queue) {
        return queue.policy()
                .map(name -> batch.policy(name).map(QueueRule::read).orElse(USUAL));
    }

    /// In which what the shares of a queue used fades.
    static Duration window(BatchState batch, String queue) {
        return batch.queue(queue)
                .flatMap(known -> of(batch, known))
                .orElse(USUAL)
                .window();
    }

    /// For how long a share without jobs is still an active one.
    static Duration lasting(BatchState batch, String queue) {
        return batch.queue(queue)
                .flatMap(known -> of(batch, known))
                .orElse(USUAL)
                .lasting();
    }

    private static FairShare read(SchedulingPolicy policy) {
        return switch (policy.rule()) {
            case SchedulingPolicy.Rule.FairShare(FairsharePolicy rule) ->
                FairShare.of(
                        rule.shareDecaySeconds().orElse(0),
                        rule.computeReservation().orElse(0),
                        rule.shareDistribution().orElse(List.of()).stream()
                                .map(share -> new FairShare.Weight(
                                        share.shareIdentifier(),
                                        share.weightFactor()
                                                .map(Number::doubleValue)
                                                .orElse(1.0)))
                                .toList());
            case SchedulingPolicy.Rule.QuotaShare _ -> USUAL;
        };
    }
}
