package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import java.util.Optional;
import java.util.stream.Stream;

/// The containers' cpu and memory, each by itself and against the task's (ecs-semantics 4.2).
final class ContainerSizes {
    private static final int LEAST_MEMORY_MIB = 6;

    private ContainerSizes() {}

    static Stream<String> breaches(Draft draft) {
        return Stream.concat(draft.containers().stream().flatMap(container -> memory(draft, container)), cpu(draft));
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
        long sum = draft.containers().stream()
                .mapToLong(container -> container.cpu().orElse(0))
                .sum();
        return Stream.concat(
                negative,
                Breach.when(
                        draft.cpu().filter(task -> sum > task).isPresent(),
                        "The 'cpu' settings of the containers add up to more than for the task."));
    }
}
