package io.argosy.pipelines;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiException;
import io.argosy.reconcilers.Reconciler;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.BuildDescription;
import io.argosy.shapes.argosy.DescribeBuildRequest;
import io.argosy.shapes.argosy.StartBuildRequest;
import io.argosy.state.AccountStore;
import io.argosy.wire.LocalCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings runs on, one of a pipeline at a time: each step is written before the next one is taken, and taking a step a
/// second time finds what the first has made.
final class RunReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(RunReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final int TAG = 12;

    private final PipelineStore pipelines;
    private final LocalCalls calls;
    private final Deployer deployer;
    private final FailedTasks failures;
    private volatile boolean deploying;

    RunReconciler(PipelineStore pipelines, LocalCalls calls, Deployer deployer) {
        this.pipelines = pipelines;
        this.calls = calls;
        this.deployer = deployer;
        this.failures = new FailedTasks(calls);
    }

    @Override
    public String name() {
        return "pipelines";
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.empty();
    }

    /// Whether a service is on its way, so that what becomes of it is news.
    boolean deploying() {
        return deploying;
    }

    @Override
    public void pass() {
        boolean some = false;
        for (AccountStore account : pipelines.stores().accounts()) {
            Map<String, List<PipelineRun>> live = new TreeMap<>();
            account.read()
                    .table(PipelineRun.KIND)
                    .under(PipelineRun.LIVE, PipelineRun.live())
                    .forEach(run -> live.computeIfAbsent(run.pipeline(), _ -> new ArrayList<>())
                            .add(run));
            for (List<PipelineRun> runs : live.values()) {
                some |= runs.stream().anyMatch(run -> run.state() instanceof RunState.Deploying);
                ofOnePipeline(account, runs);
            }
        }
        deploying = some;
    }

    /// Runs that wait are older than none but the newest, and one that asks for leave gives way to it too.
    private void ofOnePipeline(AccountStore account, List<PipelineRun> runs) {
        Optional<Pipeline> pipeline =
                account.read().table(Pipeline.KIND).get(runs.getFirst().pipeline());
        if (pipeline.isEmpty()) {
            return;
        }
        PipelineRun newest = runs.getLast();
        boolean busy = false;
        for (PipelineRun run : runs) {
            boolean givesWay = run.state() instanceof RunState.Waiting || run.state() instanceof RunState.Approving;
            if (givesWay && !run.equals(newest)) {
                end(account.realm(), run, RunState.Outcome.REPLACED, "run " + newest.number() + " is newer", List.of());
            } else if (!busy) {
                busy = true;
                stepOf(account.realm(), pipeline.get(), run);
            }
        }
    }

    private void stepOf(AccountRegion realm, Pipeline pipeline, PipelineRun run) {
        try {
            switch (run.state()) {
                case RunState.Waiting() -> begin(realm, pipeline, run);
                case RunState.Building() -> build(realm, pipeline, run);
                case RunState.Approving() -> {}
                case RunState.Deploying(String deployment) -> deploy(realm, pipeline, run, deployment);
                case RunState.Ended _ -> {}
            }
        } catch (ApiException refused) {
            end(
                    realm,
                    run,
                    RunState.Outcome.FAILED,
                    run.subject() + ": " + refused.error().message(),
                    List.of());
        }
    }

    private void begin(AccountRegion realm, Pipeline pipeline, PipelineRun run) {
        if (!run.change().digest().isEmpty()) {
            pipelines.change(
                    realm,
                    run,
                    (seen, _) -> seen.with(seen.facts().built(seen.change().digest()))
                            .with(built(pipeline)));
            return;
        }
        String id = calls.call(Argosy.START_BUILD, wanted(pipeline, run), as(realm))
                .imageBuild()
                .flatMap(BuildDescription::buildId)
                .orElseThrow();
        pipelines.change(
                realm, run, (seen, _) -> seen.with(seen.facts().building(id)).with(new RunState.Building()));
    }

    private static StartBuildRequest wanted(Pipeline pipeline, PipelineRun run) {
        String commit = run.change().commit();
        var request = StartBuildRequest.builder()
                .cluster(pipeline.target().cluster())
                .repositoryName(pipeline.image().repository())
                .imageTag(
                        commit.isEmpty() ? "run-" + run.number() : commit.substring(0, Math.min(TAG, commit.length())))
                .dockerfile(pipeline.image().dockerfile())
                .timeoutSeconds(pipeline.image().seconds())
                .clientToken("pipeline/" + run.key() + "/" + run.createdAt().toEpochMilli());
        if (!commit.isEmpty()) {
            request.commitId(commit);
        }
        if (pipeline.source() instanceof PipelineSource.Git git) {
            return request.gitUrl(git.url()).gitRef(git.branch()).build();
        }
        return request.sourceDigest(run.change().archive()).build();
    }

    private static RunState built(Pipeline pipeline) {
        return pipeline.approval() ? new RunState.Approving() : new RunState.Deploying("");
    }

    private void build(AccountRegion realm, Pipeline pipeline, PipelineRun run) {
        BuildDescription build = calls.call(
                        Argosy.DESCRIBE_BUILD,
                        DescribeBuildRequest.builder()
                                .buildId(run.facts().build())
                                .build(),
                        as(realm))
                .imageBuild()
                .orElseThrow();
        switch (build.state().orElse("")) {
            case "FETCHING", "QUEUED", "RUNNING" -> {}
            case "SUCCEEDED" ->
                pipelines.change(
                        realm,
                        run,
                        (seen, _) -> seen.at(build.commitId().orElse(""))
                                .with(seen.facts().built(build.imageDigest().orElseThrow()))
                                .with(built(pipeline)));
            default ->
                end(
                        realm,
                        run,
                        RunState.Outcome.FAILED,
                        run.subject() + " was not built: " + build.reason().orElse(""),
                        failures.ofBuild(
                                realm,
                                build.logGroup().orElse(""),
                                build.logStream().orElse("")));
        }
    }

    private void deploy(AccountRegion realm, Pipeline pipeline, PipelineRun run, String deployment) {
        if (deployment.isEmpty()) {
            Deployer.Begun begun = deployer.begin(realm, pipeline, run);
            pipelines.change(
                    realm,
                    run,
                    (seen, _) -> seen.with(seen.facts().deployed(begun.definition(), begun.previous()))
                            .with(new RunState.Deploying(begun.deployment())));
            return;
        }
        switch (deployer.look(realm, deployment)) {
            case Deployer.Look.UnderWay() -> {}
            case Deployer.Look.Done() -> end(realm, run, RunState.Outcome.SUCCEEDED, "", List.of());
            case Deployer.Look.Failed(String reason, boolean back) -> {
                FailedTasks.Cause cause =
                        failures.of(realm, pipeline.target(), run.facts().definition(), run.createdAt());
                String why = cause.sentence().isEmpty() ? reason : cause.sentence();
                end(
                        realm,
                        run,
                        back ? RunState.Outcome.ROLLED_BACK : RunState.Outcome.FAILED,
                        run.subject() + " failed"
                                + (back
                                        ? " and was taken back to "
                                                + id(run.facts().previous())
                                        : "") + ": " + why,
                        cause.lines());
            }
        }
    }

    /// `family:revision`.
    private static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private void end(
            AccountRegion realm, PipelineRun run, RunState.Outcome outcome, String reason, List<String> lines) {
        if (pipelines.change(realm, run, (seen, now) -> seen.ended(outcome, reason, lines, now))) {
            log.info("pipeline={} run={} outcome={} {}", run.pipeline(), run.number(), outcome, reason);
        }
    }

    private static LocalCalls.As as(AccountRegion realm) {
        return LocalCalls.As.account(realm, Pipelines.PROGRAM);
    }
}
