package io.argosy.pipelines;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.state.AccountState;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// The pipelines of realms and their runs, as operations and passes find and change them.
record PipelineStore(Stores stores) {
    private static final int MOST_WAITING = 100;

    AccountState in(AccountRegion realm) {
        return stores.account(realm).read();
    }

    Pipeline existing(AccountRegion realm, String name) {
        return in(realm)
                .table(Pipeline.KIND)
                .get(name)
                .orElseThrow(() -> unknown("There is no pipeline " + name + "."));
    }

    PipelineRun existing(AccountRegion realm, String pipeline, int number) {
        return in(realm)
                .table(PipelineRun.KIND)
                .get(PipelineRun.key(pipeline, number))
                .orElseThrow(() -> unknown("There is no run " + number + " of the pipeline " + pipeline + "."));
    }

    static List<Permission> permissions(String action, Caller caller, String pipeline) {
        return List.of(Permission.on("argosy:" + action, Pipeline.arn(caller.realm(), pipeline)));
    }

    /// Begins a run of what is new, for which the pipeline now `seen`; nothing once the pipeline is gone.
    Optional<PipelineRun> start(AccountRegion realm, String pipeline, PipelineRun.Change change, String seen) {
        return stores.account(realm)
                .write(tx ->
                        tx.state().table(Pipeline.KIND).get(pipeline).map(known -> started(tx, known, change, seen)));
    }

    private static PipelineRun started(
            AccountTransaction tx, Pipeline pipeline, PipelineRun.Change change, String seen) {
        long waiting = tx.state().table(PipelineRun.KIND).under(PipelineRun.LIVE, PipelineRun.live()).stream()
                .filter(run -> run.pipeline().equals(pipeline.name()))
                .count();
        if (waiting >= MOST_WAITING) {
            throw new ApiError(
                            "LimitExceededException",
                            MOST_WAITING + " runs of the pipeline " + pipeline.name()
                                    + " are not over, which is the most.",
                            400,
                            Map.of())
                    .thrown();
        }
        int number = pipeline.progress().runs() + 1;
        tx.update(pipeline.with(new Pipeline.Progress(
                number, seen.isEmpty() ? pipeline.progress().seen() : seen)));
        var run = new PipelineRun(
                pipeline.name(), number, change, PipelineRun.Facts.NONE, new RunState.Waiting(), tx.now());
        tx.add(run);
        return run;
    }

    /// Changes the run unless it has changed since it was seen; whether it did.
    boolean change(AccountRegion realm, PipelineRun seen, BiFunction<PipelineRun, Instant, PipelineRun> change) {
        return stores.account(realm).write(tx -> {
            boolean same = tx.state().table(PipelineRun.KIND).get(seen.key()).equals(Optional.of(seen));
            if (same) {
                tx.update(change.apply(seen, tx.now()));
            }
            return same;
        });
    }

    static ApiException unknown(String message) {
        return new ApiError("ResourceNotFoundException", message).thrown();
    }

    static ApiException invalid(String message) {
        return ApiError.invalidParameter(message).thrown();
    }
}
