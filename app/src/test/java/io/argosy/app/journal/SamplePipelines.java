package io.argosy.app.journal;

import static io.argosy.app.journal.SampleJournal.NOW;

import io.argosy.builds.Build;
import io.argosy.builds.BuildSource;
import io.argosy.builds.BuildState;
import io.argosy.pipelines.Pipeline;
import io.argosy.pipelines.PipelineRun;
import io.argosy.pipelines.PipelineSource;
import io.argosy.pipelines.RunState;
import io.argosy.state.AccountTransaction;
import java.util.List;

/// Builds, pipelines and their runs in every case of them, for the sample journal.
final class SamplePipelines {
    private static final String COMMIT = "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d";
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String DEFINITION = "arn:aws:ecs:local-1:123456789012:task-definition/worker:";
    private static final String BUILD = "b".repeat(32);
    private static final BuildSource GIT = new BuildSource.Git("https://git.example/shop.git", "main", COMMIT, DIGEST);
    private static final BuildState.Work WORK = new BuildState.Work("e".repeat(32), 1, NOW);
    private static final PipelineRun.Change CHANGE = new PipelineRun.Change(COMMIT, "two orders", "ann", DIGEST, "");
    private static final PipelineRun.Facts FACTS = new PipelineRun.Facts(BUILD, DIGEST, DEFINITION + 2, DEFINITION + 1);

    private SamplePipelines() {}

    static void all(AccountTransaction tx) {
        build(tx, "0", new BuildSource.Git("https://git.example/shop.git", "main", "", ""), new BuildState.Fetching());
        build(tx, "1", GIT, new BuildState.Queued(1, "no instance has room"));
        build(tx, "2", GIT, new BuildState.Assigned("e".repeat(32), 2, NOW, "TESTING"));
        for (BuildState.Outcome outcome : BuildState.Outcome.values()) {
            var ending = new BuildState.Ending(outcome, "why", DIGEST);
            build(
                    tx,
                    String.valueOf(3 + outcome.ordinal()),
                    new BuildSource.Archive(DIGEST, COMMIT),
                    new BuildState.Ended(ending, WORK, NOW));
        }
        pipeline(tx, "pushed", new PipelineSource.Pushed(), false, "");
        pipeline(
                tx,
                "git",
                new PipelineSource.Git("https://git.example/shop.git", "main", 60),
                true,
                "arn:aws:secretsmanager:local-1:123456789012:secret:argosy!pipeline/git/1-abcdef");
        pipeline(tx, "tags", new PipelineSource.Tag("v*"), false, "");
        run(tx, 1, new RunState.Waiting());
        run(tx, 2, new RunState.Building());
        run(tx, 3, new RunState.Approving());
        run(tx, 4, new RunState.Deploying("arn:aws:ecs:local-1:123456789012:service-deployment/main/worker/x"));
        for (RunState.Outcome outcome : RunState.Outcome.values()) {
            run(tx, 5 + outcome.ordinal(), new RunState.Ended(outcome, "why", List.of("worker | said"), NOW));
        }
    }

    private static void build(AccountTransaction tx, String digit, BuildSource source, BuildState state) {
        tx.add(new Build(
                digit.repeat(32),
                "main",
                new Build.Target("shop", "v1"),
                source,
                new Build.Recipe("Dockerfile", 1_800, 1_024, 1_024),
                new Build.Origin(NOW, "arn:aws:iam::123456789012:root", "token-" + digit),
                state));
    }

    private static void pipeline(
            AccountTransaction tx, String name, PipelineSource source, boolean approval, String secret) {
        tx.add(new Pipeline(
                name,
                new Pipeline.Target("main", "worker", "worker"),
                new Pipeline.Image("shop", "Dockerfile", 1_800),
                source,
                approval,
                secret,
                new Pipeline.Creation(NOW, "arn:aws:iam::123456789012:root"),
                new Pipeline.Progress(9, COMMIT)));
    }

    private static void run(AccountTransaction tx, int number, RunState state) {
        tx.add(new PipelineRun("git", number, CHANGE, FACTS, state, NOW));
    }
}
