package io.argosy.taskdefinitions;

import io.argosy.model.Resources;
import io.argosy.shapes.ecs.ContainerDefinition;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers' cpu and memory, each by itself and against the task's (ecs-semantics 4.2).
final class ContainerSizeRules {
    private static final int LEAST_MEMORY_MIB = 6;

    private ContainerSizeRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return Stream.of(
                        requested.containers().stream().flatMap(container -> memory(requested, container)),
                        requested.containers().stream().flatMap(ContainerSizeRules::most),
                        cpu(requested),
                        sums(requested))
                .flatMap(violations -> violations);
    }

    private static Stream<String> most(ContainerDefinition container) {
        return Stream.of(
                        most(container, "cpu", container.cpu(), Resources.MOST_CPU),
                        most(container, "memory", container.memory(), Resources.MOST_MEMORY_MIB),
                        most(container, "memoryReservation", container.memoryReservation(), Resources.MOST_MEMORY_MIB))
                .flatMap(violations -> violations);
    }

    private static Stream<String> most(ContainerDefinition container, String field, Optional<Integer> value, int most) {
        return Violation.in(
                container, value.orElse(0) > most, "'" + field + "' must be less than or equal to " + most + ".");
    }

    /// Without numbers of its own a task takes the sum over its containers.
    private static Stream<String> sums(RequestedDefinition requested) {
        long memory = requested.containers().stream()
                .mapToLong(container ->
                        container.memoryReservation().or(container::memory).orElse(0))
                .sum();
        return Stream.concat(
                Violation.when(
                        requested.cpu().isEmpty() && cpuSum(requested) > Resources.MOST_CPU,
                        "The 'cpu' settings of the containers add up to more than " + Resources.MOST_CPU + "."),
                Violation.when(
                        requested.memoryMib().isEmpty() && memory > Resources.MOST_MEMORY_MIB,
                        "The memory settings of the containers add up to more than " + Resources.MOST_MEMORY_MIB
                                + " MiB."));
    }

    private static long cpuSum(RequestedDefinition requested) {
        return requested.containers().stream()
                .mapToLong(container -> container.cpu().orElse(0))
                .sum();
    }

    private static Stream<String> memory(RequestedDefinition requested, ContainerDefinition container) {
        Optional<Integer> limit = container.memory();
        Optional<Integer> reserved = container.memoryReservation();
        boolean neither = limit.isEmpty() && reserved.isEmpty();
        return Stream.of(
                        Violation.in(
                                container,
                                neither && requested.asked().memory().isEmpty(),
                                "At least one of 'memory' or 'memoryReservation' must be specified."),
                        least(container, "memory", limit),
                        least(container, "memoryReservation", reserved),
                        Violation.in(
                                container,
                                limit.orElse(Integer.MAX_VALUE) < reserved.orElse(0),
                                "'memory' must be greater than or equal to 'memoryReservation'."),
                        aboveTask(requested, container, "memory", limit),
                        aboveTask(requested, container, "memoryReservation", reserved))
                .flatMap(violations -> violations);
    }

    private static Stream<String> least(ContainerDefinition container, String field, Optional<Integer> mib) {
        return Violation.in(
                container,
                mib.filter(given -> given < LEAST_MEMORY_MIB).isPresent(),
                "'" + field + "' must be at least " + LEAST_MEMORY_MIB + " MiB.");
    }

    private static Stream<String> aboveTask(
            RequestedDefinition requested, ContainerDefinition container, String field, Optional<Integer> mib) {
        boolean above =
                requested.memoryMib().filter(task -> mib.orElse(0) > task).isPresent();
        return Violation.when(
                above,
                "The '" + field + "' setting for container '" + RequestedDefinition.name(container)
                        + "' is greater than for the task.");
    }

    private static Stream<String> cpu(RequestedDefinition requested) {
        Stream<String> negative = requested.containers().stream()
                .flatMap(container ->
                        Violation.in(container, container.cpu().orElse(0) < 0, "'cpu' must not be negative."));
        long sum = cpuSum(requested);
        return Stream.concat(
                negative,
                Violation.when(
                        requested.cpu().filter(task -> sum > task).isPresent(),
                        "The 'cpu' settings of the containers add up to more than for the task."));
    }
}
