package io.argosy.batch.jobs;

import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.TaskDefinitions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.ApiException;
import io.argosy.model.TaskDefinition;
import io.argosy.state.AccountStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes attempts ready to be launched in an environment. A job that can never be launched fails here
/// (batch-semantics 8.2), and says why.
final class Launchables {
    private final AccountStore account;
    private final DispatchMeans means;

    Launchables(AccountStore account, DispatchMeans means) {
        this.account = account;
        this.means = means;
    }

    /// In their order, those left out that failed.
    List<AttemptStarts.Next> of(ComputeEnvironment environment, List<JobRun> jobs) {
        ClusterScope scope =
                means.clusters().named(account.realm(), environment.cluster().value());
        List<AttemptStarts.Next> ready = new ArrayList<>();
        for (JobRun job : jobs) {
            launch(scope, environment, job).ifPresent(launch -> ready.add(new AttemptStarts.Next(job, launch)));
        }
        return ready;
    }

    private Optional<PreparedLaunch> launch(ClusterScope scope, ComputeEnvironment environment, JobRun job) {
        try {
            JobDefinition definition = new BatchState(account.realm(), account.read())
                    .definition(job.order().asked().jobDefinition())
                    .orElseThrow();
            LaunchRequest what =
                    AttemptLaunch.of(scope, environment, definition, taskDefinition(scope, definition), job);
            means.roles().require(what);
            return Optional.of(PreparedLaunch.of(what));
        } catch (ApiException refused) {
            fail(job, refused.error().message());
            return Optional.empty();
        }
    }

    private TaskDefinition taskDefinition(ClusterScope scope, JobDefinition definition) {
        String arn = means.definitions().of(account.realm(), definition).getFirst();
        return TaskDefinitions.active(scope.account(), arn);
    }

    private void fail(JobRun job, String why) {
        means.turn()
                .take(() -> account.write(tx -> {
                    var moves = new JobMoves(account.realm(), tx);
                    moves.state()
                            .run(job.id())
                            .filter(latest -> latest.life().state() instanceof JobState.Runnable)
                            .ifPresent(latest ->
                                    moves.move(latest, latest.life().with(JobState.failed(why, tx.now()))));
                    return why;
                }));
    }
}
