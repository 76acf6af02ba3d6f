package io.argosy.pipelines;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.ApprovePipelineRunRequest;
import io.argosy.shapes.argosy.ApprovePipelineRunResponse;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `ApprovePipelineRun`: whether a run that asks for leave is deployed.
final class ApprovePipelineRun implements Operation<ApprovePipelineRunRequest, ApprovePipelineRunResponse> {
    private static final int LONGEST = 500;

    private final PipelineStore pipelines;

    ApprovePipelineRun(PipelineStore pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public OperationModel<ApprovePipelineRunRequest, ApprovePipelineRunResponse> model() {
        return Argosy.APPROVE_PIPELINE_RUN;
    }

    @Override
    public List<Permission> permissions(Caller caller, ApprovePipelineRunRequest request) {
        return PipelineStore.permissions("ApprovePipelineRun", caller, request.pipelineName());
    }

    @Override
    public ApprovePipelineRunResponse handle(Caller caller, ApprovePipelineRunRequest request) {
        Pipeline pipeline = pipelines.existing(caller.realm(), request.pipelineName());
        PipelineRun run = pipelines.existing(caller.realm(), pipeline.name(), request.run());
        boolean changed = run.state() instanceof RunState.Approving
                && pipelines.change(
                        caller.realm(),
                        run,
                        (seen, now) -> request.approve().orElse(true)
                                ? seen.with(new RunState.Deploying(""))
                                : seen.ended(RunState.Outcome.REJECTED, rejected(caller, request), List.of(), now));
        if (!changed) {
            throw PipelineStore.invalid("Run " + run.number() + " does not ask for leave: it is "
                    + run.state().word() + ".");
        }
        return ApprovePipelineRunResponse.builder()
                .run(new PipelineShape(caller.realm())
                        .of(pipelines.existing(caller.realm(), pipeline.name(), request.run()), Optional.of(pipeline)))
                .build();
    }

    private static String rejected(Caller caller, ApprovePipelineRunRequest request) {
        String comment = request.comment().orElse("");
        return "rejected by " + caller.principalArn()
                + (comment.isEmpty() ? "" : ": " + comment.substring(0, Math.min(LONGEST, comment.length())));
    }
}
