package io.argosy.app.server;

import io.argosy.batch.Batch;
import io.argosy.control.TaskLauncher;
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
        Environment chance = context.chance();
        var batch = new BatchModule(Batch.open(new Batch.Sources(
                context.stores(),
                context.offered(),
                new TaskLauncher(chance.ids(), chance.random()),
                new RolesOfTasks(context.access().control().tasks()),
                context.configuration().tasks().jobs(),
                chance.clock(),
                chance.ids())));
        batch.batch.start();
        return batch;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return batch.operations();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(batch::cleanUp);
    }

    @Override
    public void close() {
        batch.close();
    }
}
