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
        var draft = new Draft(asked);
        Rule.first(
                        draft,
                        TaskLevel::breaches,
                        Containers::breaches,
                        TaskSize::breaches,
                        ContainerSizes::breaches,
                        compatibilities::breachesOfRequired,
                        Ports::breaches,
                        Networking::breaches,
                        Volumes::breaches,
                        Mounts::breaches,
                        Dependencies::breaches,
                        Logging::breaches,
                        Secrets::breaches,
                        Running::breaches,
                        Kernel::breaches,
                        policy::breaches)
                .findFirst()
                .ifPresent(breach -> {
                    throw ApiError.client(breach).thrown();
                });
        return NormalForm.of(draft, arns)
                .compatibilities(compatibilities.of(draft))
                .requiresAttributes(attributes.of(draft))
                .build();
    }
}
