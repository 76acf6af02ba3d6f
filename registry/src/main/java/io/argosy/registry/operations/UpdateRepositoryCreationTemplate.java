package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.registry.settings.CreationTemplates;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.UpdateRepositoryCreationTemplateRequest;
import io.argosy.shapes.ecr.UpdateRepositoryCreationTemplateResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.List;

/// `UpdateRepositoryCreationTemplate`: changes what the request names; a policy that is empty goes.
public final class UpdateRepositoryCreationTemplate
        implements Operation<UpdateRepositoryCreationTemplateRequest, UpdateRepositoryCreationTemplateResponse> {
    private final CreationTemplates templates;
    private final RepositoryPolicies policies;
    private final InstantSource clock;

    public UpdateRepositoryCreationTemplate(
            CreationTemplates templates, RepositoryPolicies policies, InstantSource clock) {
        this.templates = templates;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public OperationModel<UpdateRepositoryCreationTemplateRequest, UpdateRepositoryCreationTemplateResponse> model() {
        return Ecr.UPDATE_REPOSITORY_CREATION_TEMPLATE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateRepositoryCreationTemplateRequest request) {
        return List.of(Permission.on("ecr:UpdateRepositoryCreationTemplate"));
    }

    @Override
    public UpdateRepositoryCreationTemplateResponse handle(
            Caller caller, UpdateRepositoryCreationTemplateRequest request) {
        TemplateRequests.requirePlain(
                request.encryptionConfiguration(), request.resourceTags(), request.customRoleArn());
        return templates.change(
                caller.realm(),
                request.prefix(),
                known -> changed(
                        known.orElseThrow(() -> TemplateRequests.notFound(caller, request.prefix())
                                .thrown()),
                        request),
                made -> UpdateRepositoryCreationTemplateResponse.builder()
                        .registryId(caller.realm().account())
                        .repositoryCreationTemplate(TemplateRequests.shape(made))
                        .build());
    }

    private CreationTemplate changed(CreationTemplate known, UpdateRepositoryCreationTemplateRequest request) {
        var exclusions = request.imageTagMutability().isPresent()
                ? Mutability.checked(request.imageTagMutability(), request.imageTagMutabilityExclusionFilters())
                : known.mutabilityExclusions();
        return new CreationTemplate(
                known.prefix(),
                request.description().orElse(known.description()),
                request.appliedFor().orElse(known.appliedFor()),
                request.imageTagMutability().orElse(known.tagMutability()),
                exclusions,
                TemplateRequests.policies(
                        policies,
                        request.repositoryPolicy().orElse(known.policies().repository()),
                        request.lifecyclePolicy().orElse(known.policies().lifecycle())),
                known.createdAt(),
                clock.instant());
    }
}
