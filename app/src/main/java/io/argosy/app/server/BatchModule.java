package io.argosy.app.server;

import io.argosy.batch.Batch;
import io.argosy.wire.Operation;
import java.util.List;

/// AWS Batch, wired: it runs jobs by the operations of ECS, so that it opens after the control room.
final class BatchModule implements ServerModule {
    static final Plan PLAN = new Plan(Batch.KINDS, BatchModule::open);

    private final Batch batch;

    private BatchModule(Batch batch) {
        this.batch = batch;
    }

    private static ServerModule open(Context context) {
        return new BatchModule(Batch.open(new Batch.Sources(
                context.stores(),
                context.offered(),
                context.chance().clock(),
                context.chance().ids())));
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return batch.operations();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(batch::cleanUp);
    }
}
