package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.Device;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.Ulimit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Limits and devices of the kernel (ecs-semantics 4.2), and which hardware there is a word for.
/// Whether an instance can assign it is asked when the task is run.
final class KernelRules {
    private static final List<String> ULIMITS = List.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");
    private static final List<String> HARDWARE = List.of("GPU", "InferenceAccelerator", "NeuronDevice");
    private static final List<String> DEVICE_PERMISSIONS = List.of("read", "write", "mknod");

    private KernelRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        return requested.containers().stream()
                .flatMap(container -> Stream.of(
                                container.ulimits().orElse(List.of()).stream()
                                        .flatMap(ulimit -> ulimit(container, ulimit)),
                                container.linuxParameters().stream().flatMap(linux -> linux(container, linux)),
                                container.resourceRequirements().orElse(List.of()).stream()
                                        .flatMap(wanted -> Violation.notOneOf(
                                                "resourceRequirements type", Optional.of(wanted.type()), HARDWARE)),
                                Violation.in(
                                        container,
                                        container
                                                        .credentialSpecs()
                                                        .orElse(List.of())
                                                        .size()
                                                > 1,
                                        "'credentialSpecs' can have at most one item."))
                        .flatMap(violations -> violations));
    }

    private static Stream<String> ulimit(ContainerDefinition container, Ulimit ulimit) {
        boolean above = ulimit.hardLimit() >= 0 && (ulimit.softLimit() < 0 || ulimit.softLimit() > ulimit.hardLimit());
        return Stream.concat(
                Violation.when(
                        !ULIMITS.contains(ulimit.name()),
                        "ulimit name should be one of [" + String.join(",", ULIMITS) + "]"),
                Violation.in(
                        container,
                        above,
                        "The soft limit of ulimit '" + ulimit.name() + "' is greater than its hard limit."));
    }

    private static Stream<String> linux(ContainerDefinition container, LinuxParameters linux) {
        return Stream.of(
                        Violation.outside(container, "swappiness", linux.swappiness(), 0, 100),
                        Violation.outside(container, "maxSwap", linux.maxSwap(), 0, Integer.MAX_VALUE),
                        Violation.outside(
                                container, "sharedMemorySize", linux.sharedMemorySize(), 0, Integer.MAX_VALUE),
                        linux.tmpfs().orElse(List.of()).stream()
                                .flatMap(tmpfs -> Violation.in(
                                        container,
                                        tmpfs.size() < 0,
                                        "The 'size' of tmpfs '" + tmpfs.containerPath() + "' must not be negative.")),
                        linux.devices().orElse(List.of()).stream().flatMap(device -> device(container, device)))
                .flatMap(violations -> violations);
    }

    private static Stream<String> device(ContainerDefinition container, Device device) {
        return Violation.in(
                container,
                !DEVICE_PERMISSIONS.containsAll(device.permissions().orElse(List.of())),
                "The permissions of device '" + device.hostPath() + "' should be of ["
                        + String.join(",", DEVICE_PERMISSIONS) + "].");
    }
}
