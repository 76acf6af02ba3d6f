package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.registry.settings.CreationTemplates;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.CreateRepositoryCreationTemplateRequest;
import io.argosy.shapes.ecr.CreateRepositoryCreationTemplateResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `CreateRepositoryCreationTemplate`: what repositories are like that pushes make.
public final class CreateRepositoryCreationTemplate
        implements Operation<CreateRepositoryCreationTemplateRequest, CreateRepositoryCreationTemplateResponse> {
    private final CreationTemplates templates;
    private final RepositoryPolicies policies;
    private final InstantSource clock;

    public CreateRepositoryCreationTemplate(
            CreationTemplates templates, RepositoryPolicies policies, InstantSource clock) {
        this.templates = templates;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public OperationModel<CreateRepositoryCreationTemplateRequest, CreateRepositoryCreationTemplateResponse> model() {
        return Ecr.CREATE_REPOSITORY_CREATION_TEMPLATE;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateRepositoryCreationTemplateRequest request) {
        return List.of(Permission.on("ecr:CreateRepositoryCreationTemplate"));
    }

    @Override
    public CreateRepositoryCreationTemplateResponse handle(
            Caller caller, CreateRepositoryCreationTemplateRequest request) {
        TemplateRequests.requirePlain(
                request.encryptionConfiguration(), request.resourceTags(), request.customRoleArn());
        Instant now = clock.instant();
        var fresh = new CreationTemplate(
                request.prefix(),
                request.description().orElse(""),
                request.appliedFor(),
                request.imageTagMutability().orElse("MUTABLE"),
                Mutability.checked(request.imageTagMutability(), request.imageTagMutabilityExclusionFilters()),
                TemplateRequests.policies(
                        policies,
                        request.repositoryPolicy().orElse(""),
                        request.lifecyclePolicy().orElse("")),
                now,
                now);
        return templates.change(
                caller.realm(),
                request.prefix(),
                known -> {
                    if (known.isPresent()) {
                        throw TemplateRequests.exists(caller, request.prefix()).thrown();
                    }
                    return fresh;
                },
                made -> CreateRepositoryCreationTemplateResponse.builder()
                        .registryId(caller.realm().account())
                        .repositoryCreationTemplate(TemplateRequests.shape(made))
                        .build());
    }
}
