package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.KernelCapabilities;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.LogConfiguration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What keeps a task definition from Fargate (ecs-semantics 4.2, 4.5, 4.8). A violation is told when the caller
/// requires Fargate, and otherwise leaves FARGATE out of the compatibilities.
final class FargateRules {
    private static final List<String> DRIVERS = List.of(LogRules.AWSLOGS, "splunk", LogRules.FIRELENS);

    private FargateRules() {}

    static Stream<String> violations(RequestedDefinition requested, EcrImages images) {
        return Rule.first(
                requested,
                FargateRules::size,
                FargateRules::network,
                FargateRules::task,
                one -> one.containers().stream().flatMap(FargateRules::container),
                one -> role(one, images));
    }

    private static Stream<String> size(RequestedDefinition requested) {
        boolean known = requested
                .cpu()
                .flatMap(cpu -> requested.memoryMib().map(memory -> FargateSizes.has(cpu, memory, requested.windows())))
                .orElse(false);
        return Stream.of(
                        Violation.when(
                                requested.cpu().isEmpty(), "Fargate requires that 'cpu' be defined at the task level."),
                        Violation.when(
                                requested.memoryMib().isEmpty(),
                                "Fargate requires that 'memory' be defined at the task level."),
                        Violation.when(!known, "No Fargate configuration exists for given values."))
                .flatMap(violations -> violations);
    }

    private static Stream<String> network(RequestedDefinition requested) {
        return Violation.when(!requested.awsvpc(), "Fargate only supports network mode ‘awsvpc’.");
    }

    private static Stream<String> task(RequestedDefinition requested) {
        return Stream.of(
                        Violation.when(
                                requested
                                        .asked()
                                        .pidMode()
                                        .filter("host"::equals)
                                        .isPresent(),
                                "Tasks using the Fargate launch type do not support pidMode 'host'. The supported"
                                        + " value for pidMode is 'task'."),
                        unsupported(requested.asked().ipcMode().isPresent(), "ipcMode"),
                        unsupported(
                                !requested
                                        .asked()
                                        .placementConstraints()
                                        .orElse(List.of())
                                        .isEmpty(),
                                "placementConstraints"),
                        unsupported(
                                requested.volumes().stream()
                                        .anyMatch(volume -> volume.host()
                                                .flatMap(HostVolumeProperties::sourcePath)
                                                .isPresent()),
                                "sourcePath"),
                        unsupported(
                                requested.volumes().stream()
                                        .anyMatch(volume -> volume.dockerVolumeConfiguration()
                                                .isPresent()),
                                "dockerVolumeConfiguration"),
                        unsupported(
                                requested.volumes().stream()
                                        .anyMatch(volume -> volume.fsxWindowsFileServerVolumeConfiguration()
                                                .isPresent()),
                                "fsxWindowsFileServerVolumeConfiguration"))
                .flatMap(violations -> violations);
    }

    private static Stream<String> unsupported(boolean given, String field) {
        return Violation.when(given, "Fargate compatible task definitions do not support " + field);
    }

    private static Stream<String> container(ContainerDefinition container) {
        return Stream.of(
                        Violation.when(
                                container.privileged().orElse(false),
                                "Fargate requires that the 'privileged' setting be 'false'."),
                        unsupported(
                                !container
                                        .dockerSecurityOptions()
                                        .orElse(List.of())
                                        .isEmpty(),
                                "dockerSecurityOptions"),
                        container.linuxParameters().stream().flatMap(FargateRules::linux),
                        container.logConfiguration().stream().flatMap(FargateRules::logging),
                        Violation.outside(container, "startTimeout", container.startTimeout(), 2, 120),
                        Violation.outside(container, "stopTimeout", container.stopTimeout(), 2, 120),
                        unsupported(
                                container
                                        .firelensConfiguration()
                                        .flatMap(firelens -> firelens.options())
                                        .filter(options -> options.getOrDefault("config-file-type", "file")
                                                .equals("s3"))
                                        .isPresent(),
                                "config-file-type s3"))
                .flatMap(violations -> violations);
    }

    private static Stream<String> linux(LinuxParameters linux) {
        List<String> added =
                linux.capabilities().flatMap(KernelCapabilities::add).orElse(List.of());
        return Stream.of(
                        unsupported(!linux.devices().orElse(List.of()).isEmpty(), "devices"),
                        unsupported(linux.maxSwap().isPresent(), "maxSwap"),
                        unsupported(linux.swappiness().isPresent(), "swappiness"),
                        unsupported(linux.sharedMemorySize().isPresent(), "sharedMemorySize"),
                        unsupported(
                                added.stream().anyMatch(capability -> !capability.equals("SYS_PTRACE")),
                                "capabilities other than SYS_PTRACE"))
                .flatMap(violations -> violations);
    }

    private static Stream<String> logging(LogConfiguration log) {
        Map<String, String> options = log.options().orElse(Map.of());
        return Stream.concat(
                unsupported(!DRIVERS.contains(log.logDriver()), "log driver " + log.logDriver()),
                Violation.when(
                        log.logDriver().equals(LogRules.AWSLOGS) && !options.containsKey("awslogs-stream-prefix"),
                        "Log driver awslogs requires options: awslogs-stream-prefix."));
    }

    private static Stream<String> role(RequestedDefinition requested, EcrImages images) {
        boolean roleless = !requested.executionRole();
        boolean ecr = requested.containers().stream().anyMatch(images::has);
        boolean awslogs = requested.containers().stream()
                .anyMatch(container -> LogRules.driver(container).equals(LogRules.AWSLOGS));
        return Stream.concat(
                Violation.when(roleless && ecr, requiresRole("ECR images")),
                Violation.when(roleless && awslogs, requiresRole("log driver awslogs")));
    }

    private static String requiresRole(String what) {
        return "Fargate requires task definition to have execution role ARN to support " + what + ".";
    }
}
