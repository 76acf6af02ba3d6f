package io.argosy.pipelines;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.RetryPipelineRunRequest;
import io.argosy.shapes.argosy.RetryPipelineRunResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `RetryPipelineRun`: the same once more, as a run of its own. What was built already is not built again.
final class RetryPipelineRun implements Operation<RetryPipelineRunRequest, RetryPipelineRunResponse> {
    private final PipelineStore pipelines;

    RetryPipelineRun(PipelineStore pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public OperationModel<RetryPipelineRunRequest, RetryPipelineRunResponse> model() {
        return Argosy.RETRY_PIPELINE_RUN;
    }

    @Override
    public List<Permission> permissions(Caller caller, RetryPipelineRunRequest request) {
        return PipelineStore.permissions("RetryPipelineRun", caller, request.pipelineName());
    }

    @Override
    public RetryPipelineRunResponse handle(Caller caller, RetryPipelineRunRequest request) {
        Pipeline pipeline = pipelines.existing(caller.realm(), request.pipelineName());
        PipelineRun old = pipelines.existing(caller.realm(), pipeline.name(), request.run());
        if (!old.state().over()) {
            throw PipelineStore.invalid("Run " + old.number() + " is not over.");
        }
        var change = new PipelineRun.Change(
                old.change().commit(),
                old.change().message(),
                caller.principalArn(),
                old.change().archive(),
                old.facts().digest().isEmpty()
                        ? old.change().digest()
                        : old.facts().digest());
        PipelineRun run = pipelines
                .start(caller.realm(), pipeline.name(), change, "")
                .orElseThrow(() -> PipelineStore.unknown("There is no pipeline " + pipeline.name() + "."));
        return RetryPipelineRunResponse.builder()
                .run(new PipelineShape(caller.realm()).of(run, Optional.of(pipeline)))
                .build();
    }
}
