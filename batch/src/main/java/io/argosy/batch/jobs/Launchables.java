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
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.state.AccountStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        Map<AttemptForm.Likeness, AttemptForm> forms = new HashMap<>();
        List<AttemptStarts.Next> ready = new ArrayList<>();
        for (JobRun job : jobs) {
            SubmitJobRequest asked = job.order().asked();
            try {
                AttemptForm form =
                        forms.computeIfAbsent(AttemptForm.Likeness.of(asked), _ -> form(scope, environment, asked));
                ready.add(new AttemptStarts.Next(job, form.of(job)));
            } catch (ApiException refused) {
                fail(job, refused.error().message());
            }
        }
        return ready;
    }

    private AttemptForm form(ClusterScope scope, ComputeEnvironment environment, SubmitJobRequest asked) {
        JobDefinition definition = new BatchState(account.realm(), account.read())
                .definition(asked.jobDefinition())
                .orElseThrow();
        LaunchRequest what = AttemptLaunch.of(scope, environment, definition, taskDefinition(scope, definition), asked);
        means.roles().require(what);
        return new AttemptForm(environment, PreparedLaunch.of(what));
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
