package io.argosy.batch.jobs;

import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.ResourceRequirement;
import io.argosy.shapes.batch.TaskContainerProperties;
import java.util.List;
import java.util.Optional;

/// What a job takes: CPU units, 1024 a vCPU, and memory. Nothing given is 0.
record JobResources(int cpu, int memoryMib) {
    private static final int CPU_UNITS = 1024;
    private static final String VCPU = "VCPU";
    private static final String MEMORY = "MEMORY";

    static JobResources of(ContainerProperties container) {
        List<ResourceRequirement> required = container.resourceRequirements().orElse(List.of());
        return new JobResources(
                units(required).or(() -> container.vcpus().map(vcpus -> vcpus * CPU_UNITS)).orElse(0),
                memory(required).or(container::memory).orElse(0));
    }

    static JobResources of(TaskContainerProperties container) {
        List<ResourceRequirement> required = container.resourceRequirements().orElse(List.of());
        return new JobResources(units(required).orElse(0), memory(required).orElse(0));
    }

    static JobResources of(EcsProperties properties) {
        return properties.taskProperties().stream()
                .flatMap(task -> task.containers().stream())
                .map(JobResources::of)
                .reduce(new JobResources(0, 0), JobResources::plus);
    }

    private JobResources plus(JobResources other) {
        return new JobResources(cpu + other.cpu, memoryMib + other.memoryMib);
    }

    private static Optional<Integer> units(List<ResourceRequirement> required) {
        return value(required, VCPU).map(text -> (int) Math.round(Double.parseDouble(text) * CPU_UNITS));
    }

    private static Optional<Integer> memory(List<ResourceRequirement> required) {
        return value(required, MEMORY).map(Integer::valueOf);
    }

    private static Optional<String> value(List<ResourceRequirement> required, String type) {
        return required.stream()
                .filter(one -> one.type().equals(type))
                .map(ResourceRequirement::value)
                .findFirst();
    }

    static double vcpus(long cpu) {
        return cpu / (double) CPU_UNITS;
    }
}
