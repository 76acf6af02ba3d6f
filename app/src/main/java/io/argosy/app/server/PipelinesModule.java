package io.argosy.app.server;

import io.argosy.builds.GitTips;
import io.argosy.pipelines.Pipelines;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import java.io.IOException;
import java.util.List;

/// Pipelines, wired: they build and deploy by what the rooms before them offer.
final class PipelinesModule implements ServerModule {
    static final Plan PLAN = new Plan(Pipelines.KINDS, PipelinesModule::open);

    private final Pipelines pipelines;

    private PipelinesModule(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    private static ServerModule open(Context context) throws IOException {
        var chance = context.chance();
        var calls = new LocalCalls(context.offered(), chance.ids(), chance.clock(), context.audits());
        var pipelines = new Pipelines(
                new Pipelines.Sources(context.stores(), calls, chance.clock(), chance.ids(), chance.secrets()),
                context.configuration().endpoint(),
                context.configuration().accountId(),
                new GitTips(BuildsModule.git(context)));
        pipelines.start();
        return new PipelinesModule(pipelines);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return pipelines.operations();
    }

    @Override
    public List<Route> routes() {
        return List.of(pipelines.webhook());
    }

    @Override
    public List<Cleanup> often() {
        return List.of(pipelines::forget);
    }

    @Override
    public void close() {
        pipelines.close();
    }
}
