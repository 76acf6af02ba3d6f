package io.argosy.batch;

import io.argosy.batch.resources.ComputeEnvironment;
import io.argosy.batch.resources.ConsumableResource;
import io.argosy.batch.resources.JobDefinition;
import io.argosy.batch.resources.JobDefinitionName;
import io.argosy.batch.resources.JobQueue;
import io.argosy.batch.resources.SchedulingPolicy;
import io.argosy.model.Kind;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import io.argosy.wire.OperationTable;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// AWS Batch as one thing. Whoever runs the server calls `cleanUp` now and then.
public final class Batch {
    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = List.of(
            ComputeEnvironment.KIND,
            JobQueue.KIND,
            JobDefinition.KIND,
            JobDefinitionName.KIND,
            SchedulingPolicy.KIND,
            ConsumableResource.KIND);

    /// What it works with. `ecs` are the operations of our own ECS, which it calls as the service that it is; `ids` are
    /// 32 hex digits, others each time.
    public record Sources(Stores stores, OperationTable ecs, InstantSource clock, Supplier<String> ids) {}

    private Batch() {}

    public static Batch open(Sources sources) {
        return new Batch();
    }

    public List<Operation<?, ?>> operations() {
        return List.of();
    }

    public void cleanUp() {}
}
