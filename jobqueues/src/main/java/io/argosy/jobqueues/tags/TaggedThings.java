package io.argosy.jobqueues.tags;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.jobqueues.resources.GivingWay;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.AccountEntity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Finds by its ARN what has tags. Each room's part says of one type of ARN what it finds.
public final class TaggedThings {
    /// Something with tags, and itself with others.
    public record Tagged(Map<String, String> tags, Function<Map<String, String>, AccountEntity> with) {}

    /// What the name in an ARN of this type finds.
    public record Finder(String type, BiFunction<BatchState, String, Optional<Tagged>> find) {}

    /// Of all that is kept beside jobs.
    public static final List<Finder> RESOURCES = List.of(
            new Finder(
                    BatchArns.ENVIRONMENT,
                    (state, name) -> state.environments().get(name).map(TaggedThings::environment)),
            new Finder(
                    BatchArns.QUEUE, (state, name) -> state.queues().get(name).map(TaggedThings::queue)),
            new Finder(
                    BatchArns.DEFINITION,
                    (state, name) -> state.definitions().get(name).map(TaggedThings::definition)),
            new Finder(
                    BatchArns.POLICY,
                    (state, name) -> state.policies().get(name).map(TaggedThings::policy)),
            new Finder(
                    BatchArns.CONSUMABLE,
                    (state, name) -> state.consumables().get(name).map(TaggedThings::consumable)));

    private final List<Finder> finders;

    public TaggedThings(List<Finder> finders) {
        this.finders = List.copyOf(finders);
    }

    private static Tagged environment(ComputeEnvironment there) {
        return new Tagged(there.tags(), there::tagged);
    }

    private static Tagged queue(JobQueue there) {
        return new Tagged(there.tags(), tags -> there.tagged(GivingWay.checked(tags)));
    }

    private static Tagged definition(JobDefinition there) {
        return new Tagged(there.tags(), there::tagged);
    }

    private static Tagged policy(SchedulingPolicy there) {
        return new Tagged(there.tags(), there::tagged);
    }

    private static Tagged consumable(ConsumableResource there) {
        return new Tagged(there.tags(), there::tagged);
    }

    Optional<Tagged> find(BatchState state, String arn) {
        return finders.stream()
                .filter(finder -> finder.type().equals(state.arns().type(arn)))
                .flatMap(finder -> state.arns().name(finder.type(), arn).stream()
                        .flatMap(name -> finder.find().apply(state, name).stream()))
                .findFirst();
    }

    Tagged existing(BatchState state, String arn) {
        return find(state, arn).orElseThrow(() -> BatchErrors.missing(arn));
    }
}
