package io.argosy.pipelines;

import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.argosy.Argosy;
import io.argosy.shapes.argosy.DeletePipelineRequest;
import io.argosy.shapes.argosy.DeletePipelineResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `DeletePipeline`: with its runs and the secret of its webhook. A roll-out that is under way goes on as ECS does it.
final class DeletePipeline implements Operation<DeletePipelineRequest, DeletePipelineResponse> {
    private static final Logger log = LoggerFactory.getLogger(DeletePipeline.class);

    private final PipelineStore pipelines;
    private final WebhookSecrets secrets;

    DeletePipeline(PipelineStore pipelines, WebhookSecrets secrets) {
        this.pipelines = pipelines;
        this.secrets = secrets;
    }

    @Override
    public OperationModel<DeletePipelineRequest, DeletePipelineResponse> model() {
        return Argosy.DELETE_PIPELINE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeletePipelineRequest request) {
        return PipelineStore.permissions("DeletePipeline", caller, request.pipelineName());
    }

    @Override
    public DeletePipelineResponse handle(Caller caller, DeletePipelineRequest request) {
        Pipeline gone = pipelines.existing(caller.realm(), request.pipelineName());
        pipelines.stores().account(caller.realm()).write(tx -> {
            tx.state().table(Pipeline.KIND).get(gone.name()).ifPresent(tx::remove);
            tx.state()
                    .table(PipelineRun.KIND)
                    .beginning(PipelineRun.BY_PIPELINE, PipelineRun.before(gone.name()))
                    .forEach(tx::remove);
            return gone;
        });
        if (!gone.secret().isEmpty()) {
            try {
                secrets.remove(caller.realm(), gone.secret());
            } catch (ApiException refused) {
                log.warn("pipeline={} its secret stays: {}", gone.name(), refused.getMessage());
            }
        }
        return DeletePipelineResponse.builder().build();
    }
}
