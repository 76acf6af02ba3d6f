package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.Merged;
import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.Arns;
import io.argosy.model.Task;
import io.argosy.shapes.batch.ArrayPropertiesDetail;
import io.argosy.shapes.batch.JobDetail;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.RetryStrategy;
import io.argosy.shapes.batch.SubmitJobRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Jobs as clients see them (batch-semantics 9.1). `tasks` finds the task of an attempt that is under way.
record JobShape(BatchState batch, Function<Seat, Optional<Task>> tasks) {
    /// Nothing for an id that is not known.
    Optional<JobDetail> of(JobId id) {
        JobsState jobs = JobsState.of(batch.account());
        return jobs.job(id.whole()).flatMap(order -> jobs.life(id).map(life -> detail(jobs, order, id, life)));
    }

    /// A job of this order that was so at some time.
    JobDetail of(Job order, JobId id, Life life) {
        return detail(JobsState.of(batch.account()), order, id, life);
    }

    private JobDetail detail(JobsState jobs, Job order, JobId id, Life life) {
        SubmitJobRequest asked = order.asked();
        Optional<JobDefinition> definition = batch.definition(asked.jobDefinition());
        Optional<RegisterJobDefinitionRequest> merged =
                definition.map(known -> Merged.of(known.configuration(), asked));
        Times times = Times.of(jobs, id, life);
        boolean child = id.index().isPresent();
        BatchArns arns = batch.arns();
        var detail = JobDetail.builder()
                .jobArn(arns.job(id.value()))
                .jobId(id.value())
                .jobName(asked.jobName())
                .jobQueue(arns.queue(asked.jobQueue()))
                .jobDefinition(arns.definition(asked.jobDefinition()))
                .status(life.status().name())
                .statusReason(reason(life))
                .createdAt(id.createdAt().toEpochMilli())
                .startedAt(times.startedAt().map(Instant::toEpochMilli))
                .stoppedAt(times.stoppedAt().map(Instant::toEpochMilli))
                .shareIdentifier(asked.shareIdentifier())
                .schedulingPriority(
                        asked.shareIdentifier().isPresent() ? Optional.of(order.priority()) : Optional.<Integer>empty())
                .dependsOn(asked.dependsOn().orElse(List.of()))
                .parameters(merged.flatMap(RegisterJobDefinitionRequest::parameters)
                        .or(asked::parameters)
                        .orElse(Map.of()))
                .timeout(asked.timeout())
                .retryStrategy(asked.retryStrategy().map(JobShape::complete))
                .propagateTags(asked.propagateTags())
                .consumableResourceProperties(asked.consumableResourcePropertiesOverride())
                .tags(child ? Map.of() : asked.tags().orElse(Map.of()))
                .platformCapabilities(merged.flatMap(RegisterJobDefinitionRequest::platformCapabilities)
                        .orElse(List.of()))
                .eksAttempts(List.of())
                .attempts(definition
                        .map(known -> new AttemptShape(new Arns(batch.realm()), known))
                        .map(shape -> life.attempts().stream().map(shape::of).toList())
                        .orElse(List.of()))
                .arrayProperties(array(jobs, order, id))
                .isCancelled(flag(life.ending() instanceof Ending.Cancelled))
                .isTerminated(flag(life.ending() instanceof Ending.Terminated));
        if (definition.isPresent() && merged.isPresent()) {
            var containers = new ContainerShape(new Arns(batch.realm()), definition.get(), merged.get(), tasks);
            detail.container(containers.single(life)).ecsProperties(containers.several(life));
        }
        return detail.build();
    }

    static Optional<Boolean> flag(boolean set) {
        return set ? Optional.of(true) : Optional.empty();
    }

    private static RetryStrategy complete(RetryStrategy given) {
        return given.toBuilder()
                .evaluateOnExit(given.evaluateOnExit().orElse(List.of()))
                .build();
    }

    static Optional<String> reason(Life life) {
        String reason = switch (life.state()) {
            case JobState.Runnable waiting -> waiting.blocked();
            case JobState.Ended ended -> ended.reason();
            case JobState.Pending _, JobState.Spawned _, JobState.Starting _, JobState.Running _ -> "";
        };
        return Optional.of(reason).filter(text -> !text.isEmpty());
    }

    private static Optional<ArrayPropertiesDetail> array(JobsState jobs, Job order, JobId id) {
        if (id.index().isPresent()) {
            return Optional.of(ArrayPropertiesDetail.builder()
                    .index(id.index().getAsInt())
                    .statusSummary(Map.of())
                    .build());
        }
        return jobs.tally(order.id())
                .map(tally -> ArrayPropertiesDetail.builder()
                        .size(tally.size())
                        .statusSummary(summary(tally))
                        .statusSummaryLastUpdatedAt(tally.changedAt().toEpochMilli())
                        .build());
    }

    static Map<String, Integer> summary(ArrayTally tally) {
        Map<String, Integer> named = new LinkedHashMap<>();
        tally.summary().forEach((status, count) -> named.put(status.name(), count));
        return named;
    }

    /// When the last attempt began and ended; of an array when the first child began and the last one ended.
    record Times(Optional<Instant> startedAt, Optional<Instant> stoppedAt) {
        static Times of(JobsState jobs, JobId id, Life life) {
            Optional<Instant> stopped =
                    life.state() instanceof JobState.Ended ended ? Optional.of(ended.at()) : Optional.empty();
            return new Times(
                    life.state() instanceof JobState.Running running
                            ? Optional.of(running.startedAt())
                            : lastStart(life).or(() -> jobs.tally(id).flatMap(ArrayTally::startedAt)),
                    stopped);
        }

        private static Optional<Instant> lastStart(Life life) {
            return life.attempts().isEmpty()
                    ? Optional.empty()
                    : life.attempts().getLast().startedAt();
        }
    }
}
