package io.argosy.app.server;

import io.argosy.batch.Batch;
import io.argosy.batch.jobs.WaitingJobs;
import io.argosy.capacity.WaitingWork;
import io.argosy.control.TaskLauncher;
import io.argosy.insight.metrics.Metric;
import io.argosy.insight.metrics.Scrape;
import io.argosy.state.AccountStore;
import io.argosy.wire.Operation;
import java.util.Collection;
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
        context.beyond()
                .waiting()
                .add((cluster, provider) -> wanted(batch.batch.waiting().of(cluster, provider)));
        context.metrics().add(scrape -> batch.waiting(context.stores().accounts(), scrape));
        batch.batch.start();
        return batch;
    }

    /// Queues of one name in several regions are told apart as clusters are.
    private void waiting(Collection<AccountStore> accounts, Scrape scrape) {
        for (AccountStore account : accounts) {
            String before = accounts.size() < 2 ? "" : account.realm().region() + "/";
            batch.waiting()
                    .byQueue(account)
                    .forEach((queue, count) -> scrape.set(Metric.JOBS_WAITING, count, before + queue));
        }
    }

    private static WaitingWork.Wanted wanted(WaitingJobs.Wanted jobs) {
        return new WaitingWork.Wanted(
                jobs.groups().stream()
                        .map(group -> new WaitingWork.Group(group.needs(), group.count()))
                        .toList(),
                jobs.leastVcpus(),
                jobs.mostVcpus());
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
