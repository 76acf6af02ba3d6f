package io.argosy.builds;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Kind;
import io.argosy.model.Task;
import io.argosy.reconcilers.ReconcilerLoop;
import io.argosy.state.AccountStore;
import io.argosy.state.Change;
import io.argosy.state.Stores;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Builds as one thing: the operations on them, what gives them to instances, and what forgets them.
public final class Builds implements AutoCloseable {
    /// Who calls where the server itself does.
    static final String PROGRAM = "builds.argosy";

    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = List.of(Build.KIND);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int MOST = 20_000;
    private static final int A_WRITE = 500;

    private final Stores stores;
    private final InstantSource clock;
    private final List<Operation<?, ?>> operations;
    private final Builders builders;
    private final ReportBuild reports;
    private final BuildReconciler reconciler;
    private final GitFetcher fetcher;
    private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});

    /// What it works on: the stores, the operations it calls, time, and ids of 32 hexadecimal digits.
    public record Sources(Stores stores, LocalCalls calls, InstantSource clock, Supplier<String> ids) {}

    /// `endpoint` is where clients reach the server, and so its registry. Nothing is built before `start`.
    public Builds(Sources sources, URI endpoint, GitFetcher.Settings git) {
        this.stores = sources.stores();
        this.clock = sources.clock();
        var builds = new BuildStore(stores);
        var registry = new BuildRegistry(sources.calls());
        var log = new BuildLog(sources.calls(), clock);
        String authority = endpoint.getAuthority();
        this.builders = new Builders(clock, () -> wake.get().run());
        this.reports = new ReportBuild(builds, registry, log);
        this.reconciler = new BuildReconciler(builds, builders, log, clock);
        this.fetcher = new GitFetcher(builds, new SourceArchives(sources.calls()), log, git);
        this.operations = List.of(
                new StartBuild(builds, registry, sources.ids(), authority),
                new DescribeBuild(builds, authority),
                new ListBuilds(builds, authority),
                new StopBuild(builds, log, authority),
                new AwaitBuilds(builds, builders, authority),
                reports);
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    public void start() {
        fetcher.clear();
        var loop = ReconcilerLoop.start(reconciler, clock);
        var fetching = ReconcilerLoop.start(fetcher, clock);
        stop.set(() -> {
            fetcher.close();
            fetching.close();
            loop.close();
        });
        wake.set(() -> {
            loop.wake();
            fetching.wake();
        });
        stores.onDurable(builders::changed);
        stores.onDurable(this::changed);
        wake.get().run();
    }

    private void changed(List<Change> changes) {
        for (Change change : changes) {
            Class<?> type = change.kind().type();
            if (type == Build.class
                    || reconciler.waiting() && (type == Task.class || type == ContainerInstance.class)) {
                wake.get().run();
                return;
            }
        }
    }

    /// Builds that ended long ago, the oldest also when there are too many, and agents that went.
    public void forget() {
        builders.forget();
        reports.forget();
        Instant limit = clock.instant().minus(KEPT);
        for (AccountStore account : stores.accounts()) {
            var builds = account.read().table(Build.KIND);
            int tooMany = builds.size() - MOST;
            List<Build> first = builds.values().stream().limit(A_WRITE).toList();
            List<Build> old = IntStream.range(0, first.size())
                    .filter(i -> i < tooMany || first.get(i).origin().at().isBefore(limit))
                    .mapToObj(first::get)
                    .filter(build -> build.state().over())
                    .toList();
            if (!old.isEmpty()) {
                account.write(tx -> {
                    old.stream()
                            .flatMap(build -> tx.state().table(Build.KIND).get(build.id()).stream())
                            .forEach(tx::remove);
                    return old.size();
                });
            }
        }
    }

    @Override
    public void close() {
        stop.get().run();
    }
}
