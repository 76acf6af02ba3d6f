package io.argosy.jobqueues.resources;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.shapes.batch.ComputeEnvironmentOrder;
import io.argosy.shapes.batch.CreateJobQueueRequest;
import io.argosy.shapes.batch.JobStateTimeLimitAction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A queue. `configuration` is what the caller gave, updates merged in: its environments by their ARNs in the order
/// they are tried, every default that replies show, without its tags. One that is DELETING lasts until no job is in it.
public record JobQueue(
        String name, CreateJobQueueRequest configuration, Status status, Map<String, String> tags, Instant createdAt)
        implements AccountEntity {
    public static final Kind<JobQueue> KIND = Kind.of("JobQueue", JobQueue.class);

    /// Nothing has to be set up for a queue, so that it is VALID at once.
    public enum Status {
        VALID,
        DELETING
    }

    public JobQueue {
        tags = ResourceTags.ordered(tags);
    }

    @Override
    public String key() {
        return name;
    }

    public boolean enabled() {
        return configuration.state().orElseThrow().equals("ENABLED");
    }

    public int priority() {
        return configuration.priority();
    }

    /// The names of its environments, the first to be tried first.
    public List<String> environments() {
        return configuration.computeEnvironmentOrder().orElse(List.of()).stream()
                .map(ComputeEnvironmentOrder::computeEnvironment)
                .map(BatchArns::lastName)
                .toList();
    }

    /// The name of the policy by which shares of it are served; nothing for a queue that is first in, first out.
    public Optional<String> policy() {
        return configuration.schedulingPolicyArn().map(BatchArns::lastName);
    }

    /// Whether its jobs are stopped when services find no room beside them.
    public boolean givesWay() {
        return GivingWay.of(tags) == GivingWay.YOUNGEST;
    }

    public List<JobStateTimeLimitAction> timeLimits() {
        return configuration.jobStateTimeLimitActions().orElse(List.of());
    }

    public JobQueue with(Status other) {
        return new JobQueue(name, configuration, other, tags, createdAt);
    }

    public JobQueue with(CreateJobQueueRequest other) {
        return new JobQueue(name, other, status, tags, createdAt);
    }

    public JobQueue tagged(Map<String, String> all) {
        return new JobQueue(name, configuration, status, all, createdAt);
    }
}
