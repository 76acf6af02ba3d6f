package io.argosy.pipelines;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.StartPipelineRunRequest;
import io.argosy.shapes.argosy.StartPipelineRunResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `StartPipelineRun`: there is a new commit. Where commits are brought, its archive is in the pipeline's repository.
final class StartPipelineRun implements Operation<StartPipelineRunRequest, StartPipelineRunResponse> {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final int LONGEST = 500;

    private final PipelineStore pipelines;

    StartPipelineRun(PipelineStore pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public OperationModel<StartPipelineRunRequest, StartPipelineRunResponse> model() {
        return Argosy.START_PIPELINE_RUN;
    }

    @Override
    public List<Permission> permissions(Caller caller, StartPipelineRunRequest request) {
        return PipelineStore.permissions("StartPipelineRun", caller, request.pipelineName());
    }

    @Override
    public StartPipelineRunResponse handle(Caller caller, StartPipelineRunRequest request) {
        Pipeline pipeline = pipelines.existing(caller.realm(), request.pipelineName());
        String commit = request.commitId().orElse("");
        if (!commit.isEmpty() && !COMMIT.matcher(commit).matches()) {
            throw PipelineStore.invalid("commitId is not of the form " + COMMIT + ": " + commit);
        }
        String archive = request.sourceDigest().orElse("");
        boolean needed = switch (pipeline.source()) {
            case PipelineSource.Pushed() -> true;
            case PipelineSource.Git _ -> false;
            case PipelineSource.Tag _ ->
                throw PipelineStore.invalid("A run of the pipeline " + pipeline.name()
                        + " is started by an image that is pushed with a fitting tag.");
        };
        if (needed == archive.isEmpty()) {
            throw PipelineStore.invalid(
                    needed
                            ? "sourceDigest is missing: whoever starts a run of this pipeline brings the files"
                            : "This pipeline fetches its files itself: there is no sourceDigest to say.");
        }
        String message = request.message().orElse("");
        var change = new PipelineRun.Change(
                commit, message.substring(0, Math.min(LONGEST, message.length())), caller.principalArn(), archive, "");
        PipelineRun run = pipelines
                .start(caller.realm(), pipeline.name(), change, commit)
                .orElseThrow(() -> PipelineStore.unknown("There is no pipeline " + pipeline.name() + "."));
        return StartPipelineRunResponse.builder()
                .run(new PipelineShape(caller.realm()).of(run, Optional.of(pipeline)))
                .build();
    }
}
