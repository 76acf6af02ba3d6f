package io.argosy.jobqueues.definitions;

import io.argosy.shapes.batch.ResourceRequirement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a container asks for: vCPUs, fractions on Fargate only, and memory.
public record JobResources(BigDecimal vcpus, int memoryMib) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}(\\.[0-9]{1,4})?");
    private static final BigDecimal UNITS = BigDecimal.valueOf(1024);
    /// What ECS takes at least.
    private static final int LEAST_MEMORY_MIB = 6;

    /// Of requirements that the rules have let pass.
    public static JobResources of(List<ResourceRequirement> requirements) {
        return new JobResources(
                value(requirements, "VCPU").map(BigDecimal::new).orElse(BigDecimal.ZERO),
                value(requirements, "MEMORY").map(Integer::valueOf).orElse(0));
    }

    static Optional<String> value(List<ResourceRequirement> requirements, String type) {
        return requirements.stream()
                .filter(requirement -> requirement.type().equals(type))
                .map(ResourceRequirement::value)
                .findFirst();
    }

    static boolean number(String text) {
        return NUMBER.matcher(text).matches();
    }

    public int cpuUnits() {
        return vcpus.multiply(UNITS).intValue();
    }

    /// The limit that ECS is told.
    public int limitMib() {
        return Math.max(LEAST_MEMORY_MIB, memoryMib);
    }

    public JobResources plus(JobResources other) {
        return new JobResources(vcpus.add(other.vcpus), memoryMib + other.memoryMib);
    }
}
