package io.argosy.pipelines;

import io.argosy.builds.Build;
import io.argosy.builds.GitTips;
import io.argosy.model.Kind;
import io.argosy.model.ServiceDeployment;
import io.argosy.reconcilers.ReconcilerLoop;
import io.argosy.state.AccountStore;
import io.argosy.state.Change;
import io.argosy.state.Stores;
import io.argosy.wire.LocalCalls;
import io.argosy.wire.Operation;
import io.argosy.wire.Route;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Pipelines as one thing: the operations on them, the webhook, what brings their runs on, and what forgets them.
public final class Pipelines implements AutoCloseable {
    /// Who calls where the server itself does.
    static final String PROGRAM = "pipelines.argosy";

    /// The kinds of entities that the stores must know.
    public static final List<Kind<?>> KINDS = List.of(Pipeline.KIND, PipelineRun.KIND);

    /// What an image that is pushed is in the journal.
    private static final String IMAGE = "Image";

    private static final Duration KEPT = Duration.ofDays(365);
    private static final int MOST = 20_000;
    private static final int A_WRITE = 500;

    private final Sources sources;
    private final List<Operation<?, ?>> operations;
    private final Route webhook;
    private final RunReconciler runs;
    private final SourceWatch watch;
    private final AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});

    /// What it works on: the stores, the operations it calls, time, ids of 32 hexadecimal digits, and secrets.
    public record Sources(
            Stores stores, LocalCalls calls, InstantSource clock, Supplier<String> ids, Supplier<String> secrets) {}

    /// `endpoint` is where clients reach the server and so its registry, `account` whose pipelines webhooks mean.
    public Pipelines(Sources sources, URI endpoint, String account, GitTips tips) {
        this.sources = sources;
        var pipelines = new PipelineStore(sources.stores());
        var secrets = new WebhookSecrets(sources.calls(), sources.ids());
        this.operations = List.of(
                new CreatePipeline(pipelines, secrets, sources.secrets()),
                new ListPipelines(pipelines),
                new DeletePipeline(pipelines, secrets),
                new StartPipelineRun(pipelines),
                new ListPipelineRuns(pipelines),
                new ApprovePipelineRun(pipelines),
                new RetryPipelineRun(pipelines));
        this.webhook = Webhook.route(pipelines, secrets, account);
        this.runs =
                new RunReconciler(pipelines, sources.calls(), new Deployer(sources.calls(), endpoint.getAuthority()));
        this.watch = new SourceWatch(pipelines, sources.calls(), tips, sources.clock());
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    public Route webhook() {
        return webhook;
    }

    public void start() {
        var running = ReconcilerLoop.start(runs, sources.clock());
        var watching = ReconcilerLoop.start(watch, sources.clock());
        stop.set(() -> {
            watch.close();
            watching.close();
            running.close();
        });
        sources.stores().onDurable(changes -> {
            if (changes.stream().anyMatch(this::bringsOn)) {
                running.wake();
            }
            if (changes.stream().anyMatch(this::isNews)) {
                watching.wake();
            }
        });
    }

    private boolean bringsOn(Change change) {
        Class<?> type = change.kind().type();
        return type == PipelineRun.class || type == Build.class || type == ServiceDeployment.class && runs.deploying();
    }

    private boolean isNews(Change change) {
        return change.kind().type() == Pipeline.class
                || watch.waitsForImages() && change.kind().name().equals(IMAGE);
    }

    /// Runs that ended long ago, and the oldest also when there are too many.
    public void forget() {
        Instant limit = sources.clock().instant().minus(KEPT);
        for (AccountStore account : sources.stores().accounts()) {
            var table = account.read().table(PipelineRun.KIND);
            int tooMany = table.size() - MOST;
            List<PipelineRun> first =
                    table.after(PipelineRun.BY_TIME, "", "").limit(A_WRITE).toList();
            List<PipelineRun> old = IntStream.range(0, first.size())
                    .filter(i -> i < tooMany || first.get(i).createdAt().isBefore(limit))
                    .mapToObj(first::get)
                    .filter(run -> run.state().over())
                    .toList();
            if (!old.isEmpty()) {
                account.write(tx -> {
                    old.stream()
                            .flatMap(run -> tx.state().table(PipelineRun.KIND).get(run.key()).stream())
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
