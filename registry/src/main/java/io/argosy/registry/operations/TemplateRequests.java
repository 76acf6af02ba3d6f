package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.registry.settings.CreationTemplate;
import io.argosy.shapes.ecr.EncryptionConfigurationForRepositoryCreationTemplate;
import io.argosy.shapes.ecr.RepositoryCreationTemplate;
import io.argosy.shapes.ecr.Tag;
import java.util.List;
import java.util.Optional;

/// What requests about creation templates have in common.
final class TemplateRequests {
    private TemplateRequests() {}

    static void requirePlain(
            Optional<EncryptionConfigurationForRepositoryCreationTemplate> encryption,
            Optional<List<Tag>> tags,
            Optional<String> role) {
        if (encryption
                .filter(wanted -> !wanted.encryptionType().equals("AES256")
                        || !wanted.kmsKey().orElse("").isEmpty())
                .isPresent()) {
            throw EcrErrors.invalidParameter(
                            "encryptionConfiguration",
                            "Only AES256 without a key is available in this version of Argosy")
                    .thrown();
        }
        if (role.isPresent()) {
            throw EcrErrors.invalidParameter(
                            "customRoleArn", "a template that takes a role is not available in this version of Argosy")
                    .thrown();
        }
        if (!tags.orElse(List.of()).isEmpty()) {
            throw EcrErrors.validation("resourceTags need a customRoleArn").thrown();
        }
    }

    /// Both are read, so that none is refused when it is to work.
    static CreationTemplate.Policies policies(RepositoryPolicies policies, String repository, String lifecycle) {
        if (!repository.isEmpty()) {
            policies.requireReadable(repository);
        }
        if (!lifecycle.isEmpty()) {
            LifecycleErrors.rules(lifecycle);
        }
        return new CreationTemplate.Policies(repository, lifecycle);
    }

    static ApiError exists(Caller caller, String prefix) {
        return new ApiError(
                "TemplateAlreadyExistsException",
                "The repository creation template with prefix '" + prefix + "' already exists in the registry with id '"
                        + caller.realm().account() + "'");
    }

    static ApiError notFound(Caller caller, String prefix) {
        return new ApiError(
                "TemplateNotFoundException",
                "The repository creation template with prefix '" + prefix
                        + "' does not exist in the registry with id '"
                        + caller.realm().account() + "'");
    }

    static RepositoryCreationTemplate shape(CreationTemplate template) {
        return RepositoryCreationTemplate.builder()
                .prefix(template.prefix())
                .description(EcrShapes.some(template.description()))
                .encryptionConfiguration(EncryptionConfigurationForRepositoryCreationTemplate.builder()
                        .encryptionType("AES256")
                        .build())
                .imageTagMutability(template.tagMutability())
                .imageTagMutabilityExclusionFilters(EcrShapes.some(template.mutabilityExclusions()))
                .repositoryPolicy(EcrShapes.some(template.policies().repository()))
                .lifecyclePolicy(EcrShapes.some(template.policies().lifecycle()))
                .appliedFor(template.appliedFor())
                .createdAt(template.createdAt())
                .updatedAt(template.updatedAt())
                .build();
    }
}
