package io.argosy.control.taskdefinitions;

import io.argosy.control.ControlSettings;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.TaskDefinition;

/// Makes the content of a task definition from what a caller asks, or refuses it with the first rule it breaks
/// (ecs-semantics 4). Who registered it, when, and under which number is left to the operation.
public final class TaskDefinitionParser {
    private final Compatibilities compatibilities;
    private final RequiredAttributes attributes;
    private final PolicyRules policy;

    public TaskDefinitionParser(ControlSettings settings) {
        var images = new EcrImages(settings.endpoint().getAuthority());
        this.compatibilities = new Compatibilities(images);
        this.attributes = new RequiredAttributes(images);
        this.policy = new PolicyRules(settings.policy());
    }

    /// Throws a ClientException, which says what is wrong.
    public TaskDefinition parse(RegisterTaskDefinitionRequest asked, Arns arns) {
        var requested = new RequestedDefinition(asked);
        Rule.first(
                        requested,
                        TaskRules::violations,
                        ContainerRules::violations,
                        TaskSize::violations,
                        ContainerSizeRules::violations,
                        compatibilities::breachesOfRequired,
                        PortRules::violations,
                        NetworkRules::violations,
                        VolumeRules::violations,
                        MountRules::violations,
                        DependencyRules::violations,
                        LogRules::violations,
                        SecretRules::violations,
                        RuntimeRules::violations,
                        KernelRules::violations,
                        policy::violations)
                .findFirst()
                .ifPresent(violation -> {
                    throw ApiError.client(violation).thrown();
                });
        return NormalizedDefinition.of(requested, arns)
                .compatibilities(compatibilities.of(requested))
                .requiresAttributes(attributes.of(requested))
                .build();
    }
}
