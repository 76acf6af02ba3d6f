package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ConsumableResource;
import io.argosy.shapes.batch.ConsumableResourceRequirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is left of consumable resources while jobs are chosen that are to start together (batch-semantics 11): a job
/// has all that it needs, or waits. One that does not exist has nothing.
final class ConsumableBudget {
    private final BatchState batch;
    private final Map<String, Long> taken = new HashMap<>();

    ConsumableBudget(BatchState batch) {
        this.batch = batch;
    }

    boolean enough(JobRun job) {
        return needs(job.order()).stream()
                .allMatch(need -> batch.consumable(name(need))
                        .filter(resource -> left(resource) >= quantity(need))
                        .isPresent());
    }

    private long left(ConsumableResource resource) {
        return resource.available() - taken.getOrDefault(resource.name(), 0L);
    }

    void take(Job job) {
        needs(job).forEach(need -> taken.merge(name(need), quantity(need), Long::sum));
    }

    static List<ConsumableResourceRequirement> needs(Job job) {
        return job.asked()
                .consumableResourcePropertiesOverride()
                .flatMap(properties -> properties.consumableResourceList())
                .orElse(List.of());
    }

    static String name(ConsumableResourceRequirement need) {
        return BatchArns.lastName(need.consumableResource().orElse(""));
    }

    static long quantity(ConsumableResourceRequirement need) {
        return need.quantity().orElse(0L);
    }
}
