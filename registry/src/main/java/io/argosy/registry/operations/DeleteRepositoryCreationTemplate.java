package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.registry.settings.CreationTemplates;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DeleteRepositoryCreationTemplateRequest;
import io.argosy.shapes.ecr.DeleteRepositoryCreationTemplateResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRepositoryCreationTemplate`: repositories that it made stay as they are.
public final class DeleteRepositoryCreationTemplate
        implements Operation<DeleteRepositoryCreationTemplateRequest, DeleteRepositoryCreationTemplateResponse> {
    private final CreationTemplates templates;

    public DeleteRepositoryCreationTemplate(CreationTemplates templates) {
        this.templates = templates;
    }

    @Override
    public OperationModel<DeleteRepositoryCreationTemplateRequest, DeleteRepositoryCreationTemplateResponse> model() {
        return Ecr.DELETE_REPOSITORY_CREATION_TEMPLATE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRepositoryCreationTemplateRequest request) {
        return List.of(Permission.on("ecr:DeleteRepositoryCreationTemplate"));
    }

    @Override
    public DeleteRepositoryCreationTemplateResponse handle(
            Caller caller, DeleteRepositoryCreationTemplateRequest request) {
        CreationTemplate gone = templates
                .remove(caller.realm(), request.prefix())
                .orElseThrow(() ->
                        TemplateRequests.notFound(caller, request.prefix()).thrown());
        return DeleteRepositoryCreationTemplateResponse.builder()
                .registryId(caller.realm().account())
                .repositoryCreationTemplate(TemplateRequests.shape(gone))
                .build();
    }
}
