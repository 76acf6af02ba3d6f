package io.argosy.taskdefinitions;

import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskDefinitionPlacementConstraint;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Makes the content of a task definition from what a caller asks, or refuses it with the first rule it breaks
/// (ecs-semantics 4). Who registered it, when, and under which number is left to the operation.
public final class TaskDefinitionParser {
    private final Compatibilities compatibilities;
    private final RequiredAttributes attributes;
    private final PolicyRules policy;
    private final Function<List<TaskDefinitionPlacementConstraint>, Optional<String>> placement;

    /// `registry` is the host and port that names of our own images begin with; `placement` says what is wrong with
    /// constraints, which the placement's own language decides.
    public TaskDefinitionParser(
            String registry,
            ClusterPolicy policy,
            Function<List<TaskDefinitionPlacementConstraint>, Optional<String>> placement) {
        var images = new EcrImages(registry);
        this.compatibilities = new Compatibilities(images);
        this.attributes = new RequiredAttributes(images);
        this.policy = new PolicyRules(policy);
        this.placement = placement;
    }

    /// Throws a ClientException, which says what is wrong.
    public TaskDefinition parse(RegisterTaskDefinitionRequest asked, Arns arns) {
        var requested = new RequestedDefinition(asked);
        Rule.first(
                        requested,
                        TaskRules::violations,
                        this::placement,
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

    private Stream<String> placement(RequestedDefinition requested) {
        return placement.apply(requested.asked().placementConstraints().orElse(List.of())).stream();
    }
}
