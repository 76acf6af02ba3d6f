package io.argosy.jobqueues.definitions;

import static io.argosy.jobqueues.definitions.Breach.when;

import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.EphemeralStorage;
import io.argosy.shapes.batch.LinuxParameters;
import io.argosy.shapes.batch.LogConfiguration;
import io.argosy.shapes.batch.TaskContainerProperties;
import io.argosy.taskdefinitions.FargateSizes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a job on Fargate must be like (batch-semantics 6.3, 6.4).
public final class FargateRules {
    private static final Set<String> DRIVERS = Set.of("awslogs", "splunk", "awsfirelens");
    private static final Set<String> WITH_EFS = Set.of("LATEST", "1.4.0");
    private static final int LEAST_STORAGE_GIB = 21;
    private static final int MOST_STORAGE_GIB = 200;

    private FargateRules() {}

    static Stream<String> breaches(EcsTaskProperties task) {
        return Stream.of(
                        when(task.executionRoleArn().isEmpty(), "EXECUTION_ROLE is required for Fargate."),
                        size(TaskDefinitionForm.size(task)),
                        when(
                                task.platformVersion()
                                                .filter(version -> !WITH_EFS.contains(version))
                                                .isPresent()
                                        && task.volumes().orElse(List.of()).stream()
                                                .anyMatch(volume -> volume.efsVolumeConfiguration()
                                                        .isPresent()),
                                "EFS is supported for Fargate platform version 1.4.0"),
                        task.ephemeralStorage().map(EphemeralStorage::sizeInGiB).stream()
                                .flatMap(size -> when(
                                        size < LEAST_STORAGE_GIB || size > MOST_STORAGE_GIB,
                                        "ephemeralStorage must be between " + LEAST_STORAGE_GIB + " and "
                                                + MOST_STORAGE_GIB + " GiB")),
                        task.containers().stream().flatMap(FargateRules::container))
                .flatMap(breaches -> breaches);
    }

    /// Of a definition, or of one with what a job says over it.
    public static Stream<String> size(JobResources size) {
        return when(
                !FargateSizes.has(size.cpuUnits(), size.memoryMib(), false),
                "Fargate has no size of " + size.vcpus().toPlainString() + " vCPU and " + size.memoryMib() + " MiB.");
    }

    private static Stream<String> container(TaskContainerProperties container) {
        return Stream.of(
                        when(container.privileged().orElse(false), "privileged not applicable for Fargate."),
                        when(!container.ulimits().orElse(List.of()).isEmpty(), "ulimits not applicable for Fargate."),
                        container.linuxParameters().stream().flatMap(FargateRules::linux),
                        container.logConfiguration().map(LogConfiguration::logDriver).stream()
                                .flatMap(driver -> when(
                                        !DRIVERS.contains(driver),
                                        "logDriver " + driver + " not applicable for Fargate.")))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> linux(LinuxParameters linux) {
        return Stream.of(
                        barred("devices", linux.devices().filter(list -> !list.isEmpty())),
                        barred("tmpfs", linux.tmpfs().filter(list -> !list.isEmpty())),
                        barred("sharedMemorySize", linux.sharedMemorySize()),
                        barred("maxSwap", linux.maxSwap()),
                        barred("swappiness", linux.swappiness()))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> barred(String member, Optional<?> given) {
        return when(given.isPresent(), member + " not applicable for Fargate.");
    }
}
