package io.argosy.jobqueues.definitions;

import static io.argosy.jobqueues.definitions.Breach.when;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.Platform;
import io.argosy.model.Caller;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.batch.ConsumableResourceProperties;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.JobTimeout;
import io.argosy.shapes.batch.NodeProperties;
import io.argosy.shapes.batch.NodeRangeProperty;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a job definition must be like (batch-semantics 6). `shortestTimeout` is in seconds.
public record DefinitionRules(int shortestTimeout) {
    private static final String NO_IMAGE = "containerProperties must contain image";
    /// Texts that do not come wrapped (batch-semantics 1.4).
    private static final Set<String> PLAIN = Set.of(NO_IMAGE, ContainerRules.LITTLE_MEMORY);

    private static final int MOST_BYTES = 24 * 1024;
    private static final int MOST_PRIORITY = 9999;

    public void check(Caller caller, RegisterJobDefinitionRequest asked) {
        requireSupported(asked);
        Stream.of(
                        containers(asked).flatMap(DefinitionRules::image),
                        kind(asked),
                        priority(asked.schedulingPriority()),
                        asked.retryStrategy().stream().flatMap(RetryRules::breaches),
                        asked.timeout().stream().flatMap(this::timeout),
                        asked.consumableResourceProperties().stream().flatMap(DefinitionRules::consumables),
                        Stream.of(asked)
                                .filter(one -> kind(one).findFirst().isEmpty())
                                .flatMap(DefinitionRules::tasks),
                        when(
                                JsonCodec.write(asked).length > MOST_BYTES,
                                "Job definition size must be less than 24 KiB"))
                .flatMap(breaches -> breaches)
                .findFirst()
                .ifPresent(text -> {
                    throw PLAIN.contains(text) ? BatchErrors.plain(text) : BatchErrors.wrapped(caller, text);
                });
    }

    private static void requireSupported(RegisterJobDefinitionRequest asked) {
        boolean onNodes = asked.nodeProperties().stream()
                .flatMap(nodes -> nodes.nodeRangeProperties().stream())
                .anyMatch(range -> range.eksProperties().isPresent());
        if (asked.eksProperties().isPresent() || onNodes) {
            throw BatchErrors.unsupported("eksProperties");
        }
    }

    private static Stream<String> image(ContainerProperties container) {
        return when(container.image().orElse("").isEmpty(), NO_IMAGE);
    }

    static Stream<ContainerProperties> containers(RegisterJobDefinitionRequest asked) {
        return Stream.concat(
                asked.containerProperties().stream(),
                asked.nodeProperties().stream()
                        .flatMap(nodes -> nodes.nodeRangeProperties().stream())
                        .flatMap(range -> range.container().stream()));
    }

    private static Stream<String> kind(RegisterJobDefinitionRequest asked) {
        boolean multiNode = asked.type().equals("multinode");
        boolean container = asked.containerProperties().isPresent();
        boolean ecs = asked.ecsProperties().isPresent();
        boolean nodes = asked.nodeProperties().isPresent();
        return Stream.of(
                        when(
                                !multiNode && (container == ecs || nodes),
                                "A job definition of type container must have exactly one of containerProperties and"
                                        + " ecsProperties"),
                        when(
                                multiNode && (!nodes || container || ecs),
                                "A job definition of type multinode must have nodeProperties and no other properties"),
                        asked.ecsProperties().stream().flatMap(DefinitionRules::several),
                        platforms(asked, multiNode, container))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> several(EcsProperties properties) {
        return when(
                properties.taskProperties().size() != 1,
                "ecsProperties must have exactly one element in taskProperties");
    }

    private static Stream<String> platforms(RegisterJobDefinitionRequest asked, boolean multiNode, boolean container) {
        List<String> given = asked.platformCapabilities().orElse(List.of());
        return Stream.concat(
                when(
                        given.contains("MANAGED_INSTANCES") && (multiNode || container),
                        "MANAGED_INSTANCES is only supported with ecsProperties."),
                when(given.contains("FARGATE") && multiNode, "FARGATE is not supported with type multinode."));
    }

    private static Stream<String> tasks(RegisterJobDefinitionRequest asked) {
        Set<Platform> platforms = JobTasks.platforms(asked);
        return asked.nodeProperties()
                .map(nodes -> nodes(nodes, platforms))
                .orElseGet(() -> Stream.concat(
                        asked.containerProperties().stream().flatMap(single -> single(single, false, platforms)),
                        JobTasks.of(asked).stream().flatMap(task -> task(task, platforms))));
    }

    private static Stream<String> nodes(NodeProperties nodes, Set<Platform> platforms) {
        return Stream.concat(
                NodeRules.breaches(nodes),
                nodes.nodeRangeProperties().stream().flatMap(range -> range(range, platforms)));
    }

    private static Stream<String> range(NodeRangeProperty range, Set<Platform> platforms) {
        if (range.container().isPresent() == range.ecsProperties().isPresent()) {
            return Stream.of("A range of nodes must have exactly one of container and ecsProperties");
        }
        return Stream.of(
                        range.container().stream().flatMap(single -> single(single, true, platforms)),
                        range.ecsProperties().stream().flatMap(DefinitionRules::several),
                        range.consumableResourceProperties().stream().flatMap(DefinitionRules::consumables),
                        Stream.of(range).map(JobTasks::of).flatMap(task -> task(task, platforms)))
                .flatMap(breaches -> breaches);
    }

    /// What only `containerProperties` have.
    private static Stream<String> single(ContainerProperties given, boolean inNodes, Set<Platform> platforms) {
        boolean fargate = platforms.contains(Platform.FARGATE);
        return Stream.of(
                        when(
                                given.instanceType().isPresent() && !inNodes,
                                "instanceType is only applicable for multinode job definitions."),
                        when(
                                fargate
                                        && (given.vcpus().isPresent()
                                                || given.memory().isPresent()),
                                "vcpus and memory are not applicable for Fargate. Use resourceRequirements."),
                        when(
                                !fargate && given.fargatePlatformConfiguration().isPresent(),
                                "fargatePlatformConfiguration not applicable for EC2."))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> task(EcsTaskProperties task, Set<Platform> platforms) {
        return Stream.concat(
                ContainerRules.breaches(task),
                platforms.contains(Platform.FARGATE)
                        ? FargateRules.breaches(task)
                        : Ec2Rules.breaches(task, platforms));
    }

    /// Of a definition or of what a job says instead.
    public static Stream<String> priority(Optional<Integer> priority) {
        return priority.stream()
                .flatMap(number -> when(
                        number < 0 || number > MOST_PRIORITY,
                        "schedulingPriority must be between 0 and " + MOST_PRIORITY));
    }

    /// Of a definition or of what a job says instead.
    public Stream<String> timeout(JobTimeout timeout) {
        return when(
                timeout.attemptDurationSeconds().orElse(0) < shortestTimeout,
                "attemptDurationSeconds must be at least " + shortestTimeout + " seconds");
    }

    /// Of a definition or of what a job says instead.
    public static Stream<String> consumables(ConsumableResourceProperties properties) {
        return properties.consumableResourceList().orElse(List.of()).stream()
                .flatMap(wanted -> when(
                        wanted.consumableResource().orElse("").isEmpty()
                                || wanted.quantity().orElse(0L) < 1,
                        "A consumable resource needs a name or ARN and a quantity of at least 1"));
    }
}
