package io.argosy.control;

import io.argosy.launches.NetworkRules;
import io.argosy.launches.Overrides;
import io.argosy.launches.Platform;
import io.argosy.launches.TaskNeeds;
import io.argosy.launches.Unavailable;
import io.argosy.model.CapacityProvider;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.TaskSubnet;
import io.argosy.planning.Constraints;
import io.argosy.planning.Demand;
import io.argosy.planning.Strategies;
import io.argosy.planning.Strategy;
import io.argosy.planning.query.Expression;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskDefinitionPlacementConstraint;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.taskdefinitions.OwnAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A launchable, read once for all the tasks that are made of it: what they need, where they may go and what their
/// containers are before they have names of their own. `unavailable` is a member nothing here can carry out.
public record PreparedLaunch(
        LaunchRequest what,
        Optional<String> unavailable,
        TaskOverride overrides,
        Demand demand,
        List<Strategy> strategies,
        List<Container> containers,
        List<String> checked) {

    /// ECS does not list it among what a definition requires; an agent without it would not hold the task to its size.
    private static final String TASK_LIMITS = "ecs.capability.task-cpu-mem-limit";

    /// What ECS asks of an instance of its own for `ephemeralStorage`; Fargate always has it.
    private static final String MORE_STORAGE = "ecs.capability.extensible-ephemeral-storage";

    public PreparedLaunch {
        strategies = List.copyOf(strategies);
        containers = List.copyOf(containers);
        checked = List.copyOf(checked);
    }

    public static PreparedLaunch of(LaunchRequest what) {
        TaskDefinition content = what.definition().content();
        TaskOverride overrides = Overrides.complete(what.overrides(), content);
        List<ContainerDefinition> definitions = content.containerDefinitions().orElse(List.of());
        return new PreparedLaunch(
                what,
                Unavailable.of(content, what.overrides(), what.launchType()).or(() -> noNetwork(what)),
                overrides,
                demand(what, overrides),
                effective(what),
                definitions.stream()
                        .map(definition -> container(definition, overrides, what.images()))
                        .toList(),
                definitions.stream()
                        .filter(container -> container.essential().orElse(true))
                        .filter(container -> container.healthCheck().isPresent())
                        .flatMap(container -> container.name().stream())
                        .toList());
    }

    /// On the instances of this capacity provider only. Those of Fargate have none of their own.
    PreparedLaunch on(Optional<String> provider) {
        Demand limited = demand.on(provider.filter(name -> !CapacityProvider.OF_FARGATE.contains(name)));
        return new PreparedLaunch(what, unavailable, overrides, limited, strategies, containers, checked);
    }

    /// Where nobody said in which network: a service that left this one has none for the deployments it replaces.
    private static Optional<String> noNetwork(LaunchRequest what) {
        boolean lacking = NetworkRules.awsvpc(what.definition().content())
                && what.network().isEmpty();
        return lacking ? Optional.of("networkMode awsvpc without a networkConfiguration") : Optional.empty();
    }

    private static List<Strategy> effective(LaunchRequest what) {
        return switch (what.owner()) {
            case Owner.Standalone _ -> Strategies.ofTask(what.strategies());
            case Owner.OfService _ -> Strategies.ofService(what.strategies());
        };
    }

    private static Demand demand(LaunchRequest what, TaskOverride complete) {
        TaskDefinition content = what.definition().content();
        Set<String> attributes = new HashSet<>();
        for (Attribute required : content.requiresAttributes().orElse(List.of())) {
            attributes.add(required.name());
        }
        attributes.addAll(OwnAttributes.of(content, what.overrides()));
        if (what.launchType() == LaunchType.FARGATE) {
            attributes.remove(MORE_STORAGE);
        }
        if (what.launchType() == LaunchType.EXTERNAL) {
            attributes.add(TaskLauncher.EXTERNAL);
        }
        if (what.network().isPresent()) {
            attributes.add(TaskSubnet.HOST_ATTRIBUTE);
        }
        if (sized(content, what.overrides())) {
            attributes.add(TASK_LIMITS);
        }
        List<TaskDefinitionPlacementConstraint> ofDefinition =
                content.placementConstraints().orElse(List.of());
        Constraints constraints = Constraints.accepted(ofDefinition, what.constraints());
        List<Expression> expressions = new ArrayList<>(Platform.expressions(content, what.launchType()));
        expressions.addAll(constraints.memberOf());
        return new Demand(
                what.owner(),
                TaskNeeds.of(content, complete),
                attributes,
                constraints.distinctInstance(),
                expressions,
                what.launchType() == LaunchType.EXTERNAL,
                Optional.empty());
    }

    private static boolean sized(TaskDefinition content, TaskOverride overrides) {
        return Stream.of(content.cpu(), content.memory(), overrides.cpu(), overrides.memory())
                .anyMatch(Optional::isPresent);
    }

    private static Container container(
            ContainerDefinition definition, TaskOverride overrides, Map<String, String> images) {
        String name = definition.name().orElse("");
        ContainerOverride override = Overrides.of(overrides, name);
        return Container.builder()
                .name(name)
                .image(definition.image())
                .imageDigest(Optional.ofNullable(images.get(name)))
                .lastStatus("PENDING")
                .networkBindings(Collections.emptyList())
                .networkInterfaces(Collections.emptyList())
                .healthStatus("UNKNOWN")
                .cpu(String.valueOf(override.cpu().or(definition::cpu).orElse(0)))
                .memory(override.memory().or(definition::memory).map(String::valueOf))
                .memoryReservation(override.memoryReservation()
                        .or(definition::memoryReservation)
                        .map(String::valueOf))
                .build();
    }
}
