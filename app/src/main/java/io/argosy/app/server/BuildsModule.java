package io.argosy.app.server;

import io.argosy.builds.Builds;
import io.argosy.builds.GitFetcher;
import io.argosy.datadirectory.OwnerOnly;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.util.List;

/// Builds, wired: they write logs and ask the registry by what the rooms before them offer.
final class BuildsModule implements ServerModule {
    static final Plan PLAN = new Plan(Builds.KINDS, BuildsModule::open);

    private final Builds builds;

    private BuildsModule(Builds builds) {
        this.builds = builds;
    }

    static GitFetcher.Settings git(Context context) throws IOException {
        return new GitFetcher.Settings(
                OwnerOnly.folder(context.dataDir().resolve("clones")),
                context.configuration().schedules().localAddresses());
    }

    private static ServerModule open(Context context) throws IOException {
        var chance = context.chance();
        var calls = new LocalCalls(context.offered(), chance.ids(), chance.clock(), context.audits());
        var builds = new Builds(
                new Builds.Sources(context.stores(), calls, chance.clock(), chance.ids()),
                context.configuration().endpoint(),
                git(context));
        builds.start();
        return new BuildsModule(builds);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return builds.operations();
    }

    @Override
    public List<Cleanup> often() {
        return List.of(builds::forget);
    }

    @Override
    public void close() {
        builds.close();
    }
}
