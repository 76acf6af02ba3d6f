package io.argosy.control.taskdefinitions;

import io.argosy.model.Resources;
import io.argosy.shapes.ecs.ContainerDefinition;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers' cpu and memory, each by itself and against the task's (ecs-semantics 4.2).
final class ContainerSizes {
    private static final int LEAST_MEMORY_MIB = 6;

    private ContainerSizes() {}

    static Stream<String> breaches(Draft draft) {
        return Stream.of(
                        draft.containers().stream().flatMap(container -> memory(draft, container)),
                        draft.containers().stream().flatMap(ContainerSizes::most),
                        cpu(draft),
                        sums(draft))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> most(ContainerDefinition container) {
        return Stream.of(
                        most(container, "cpu", container.cpu(), Resources.MOST_CPU),
                        most(container, "memory", container.memory(), Resources.MOST_MEMORY_MIB),
                        most(container, "memoryReservation", container.memoryReservation(), Resources.MOST_MEMORY_MIB))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> most(ContainerDefinition container, String field, Optional<Integer> value, int most) {
        return Breach.in(
                container, value.orElse(0) > most, "'" + field + "' must be less than or equal to " + most + ".");
    }

    /// Without numbers of its own a task takes the sum over its containers.
    private static Stream<String> sums(Draft draft) {
        long memory = draft.containers().stream()
                .mapToLong(container ->
                        container.memoryReservation().or(container::memory).orElse(0))
                .sum();
        return Stream.concat(
                Breach.when(
                        draft.cpu().isEmpty() && cpuSum(draft) > Resources.MOST_CPU,
                        "The 'cpu' settings of the containers add up to more than " + Resources.MOST_CPU + "."),
                Breach.when(
                        draft.memoryMib().isEmpty() && memory > Resources.MOST_MEMORY_MIB,
                        "The memory settings of the containers add up to more than " + Resources.MOST_MEMORY_MIB
                                + " MiB."));
    }

    private static long cpuSum(Draft draft) {
        return draft.containers().stream()
                .mapToLong(container -> container.cpu().orElse(0))
                .sum();
    }

    private static Stream<String> memory(Draft draft, ContainerDefinition container) {
        Optional<Integer> limit = container.memory();
        Optional<Integer> reserved = container.memoryReservation();
        boolean neither = limit.isEmpty() && reserved.isEmpty();
        return Stream.of(
                        Breach.in(
                                container,
                                neither && draft.asked().memory().isEmpty(),
                                "At least one of 'memory' or 'memoryReservation' must be specified."),
                        least(container, "memory", limit),
                        least(container, "memoryReservation", reserved),
                        Breach.in(
                                container,
                                limit.orElse(Integer.MAX_VALUE) < reserved.orElse(0),
                                "'memory' must be greater than or equal to 'memoryReservation'."),
                        aboveTask(draft, container, "memory", limit),
                        aboveTask(draft, container, "memoryReservation", reserved))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> least(ContainerDefinition container, String field, Optional<Integer> mib) {
        return Breach.in(
                container,
                mib.filter(given -> given < LEAST_MEMORY_MIB).isPresent(),
                "'" + field + "' must be at least " + LEAST_MEMORY_MIB + " MiB.");
    }

    private static Stream<String> aboveTask(
            Draft draft, ContainerDefinition container, String field, Optional<Integer> mib) {
        boolean above = draft.memoryMib().filter(task -> mib.orElse(0) > task).isPresent();
        return Breach.when(
                above,
                "The '" + field + "' setting for container '" + Draft.name(container)
                        + "' is greater than for the task.");
    }

    private static Stream<String> cpu(Draft draft) {
        Stream<String> negative = draft.containers().stream()
                .flatMap(container ->
                        Breach.in(container, container.cpu().orElse(0) < 0, "'cpu' must not be negative."));
        long sum = cpuSum(draft);
        return Stream.concat(
                negative,
                Breach.when(
                        draft.cpu().filter(task -> sum > task).isPresent(),
                        "The 'cpu' settings of the containers add up to more than for the task."));
    }
}
