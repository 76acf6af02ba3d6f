package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.Platform;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.FargatePlatformConfiguration;
import io.argosy.shapes.batch.NodeProperties;
import io.argosy.shapes.batch.NodeRangeProperty;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.ResourceRequirement;
import io.argosy.shapes.batch.TaskContainerProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the tasks of a job definition are like, all in the one form that has several containers: rules and translation
/// need no second one.
public final class JobTasks {
    /// What the container of `containerProperties` is called (batch-semantics 3.9).
    public static final String ONLY_CONTAINER = "default";

    private JobTasks() {}

    /// One; of a multi-node definition one a range, in their order.
    public static List<EcsTaskProperties> of(RegisterJobDefinitionRequest definition) {
        return definition
                .nodeProperties()
                .map(NodeProperties::nodeRangeProperties)
                .map(ranges -> ranges.stream().map(JobTasks::of).toList())
                .orElseGet(() -> List.of(one(definition.containerProperties(), definition.ecsProperties())));
    }

    public static EcsTaskProperties of(NodeRangeProperty range) {
        return one(range.container(), range.ecsProperties());
    }

    private static EcsTaskProperties one(Optional<ContainerProperties> container, Optional<EcsProperties> several) {
        return container
                .map(JobTasks::single)
                .or(() -> several.map(properties -> properties.taskProperties().getFirst()))
                .orElseThrow();
    }

    /// Where tasks of it can run; on EC2 where it says nothing.
    public static Set<Platform> platforms(RegisterJobDefinitionRequest definition) {
        return definition
                .platformCapabilities()
                .filter(given -> !given.isEmpty())
                .map(given -> given.stream().map(Platform::valueOf).collect(Collectors.toSet()))
                .orElse(Set.of(Platform.EC2));
    }

    private static EcsTaskProperties single(ContainerProperties given) {
        var container = Alike.as(
                TaskContainerProperties.STRUCTURE,
                given,
                Map.of(
                        "name",
                        ONLY_CONTAINER,
                        "image",
                        given.image().orElse(""),
                        "essential",
                        true,
                        "resourceRequirements",
                        requirements(given)));
        return Alike.as(EcsTaskProperties.STRUCTURE, given, Map.of("containers", List.of(container))).toBuilder()
                .taskRoleArn(given.jobRoleArn())
                .platformVersion(
                        given.fargatePlatformConfiguration().flatMap(FargatePlatformConfiguration::platformVersion))
                .build();
    }

    /// The old members stand for requirements that are not given (batch-semantics 6.3).
    private static List<ResourceRequirement> requirements(ContainerProperties given) {
        List<ResourceRequirement> requirements =
                new ArrayList<>(given.resourceRequirements().orElse(List.of()));
        Stream.of(old("VCPU", given.vcpus()), old("MEMORY", given.memory()))
                .flatMap(Optional::stream)
                .filter(old -> JobResources.value(requirements, old.type()).isEmpty())
                .forEach(requirements::add);
        return requirements;
    }

    private static Optional<ResourceRequirement> old(String type, Optional<Integer> value) {
        return value.map(number -> ResourceRequirement.builder()
                .type(type)
                .value(number.toString())
                .build());
    }
}
