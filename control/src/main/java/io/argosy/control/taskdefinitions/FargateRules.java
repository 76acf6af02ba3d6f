package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.KernelCapabilities;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.LogConfiguration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What keeps a task definition from Fargate (ecs-semantics 4.2, 4.5, 4.8). A breach is told when the caller requires
/// Fargate, and otherwise leaves FARGATE out of the compatibilities.
final class FargateRules {
    private static final List<String> DRIVERS = List.of(Logging.AWSLOGS, "splunk", Logging.FIRELENS);

    private FargateRules() {}

    static Stream<String> breaches(Draft draft, EcrImages images) {
        return Rule.first(
                draft,
                FargateRules::size,
                FargateRules::network,
                FargateRules::task,
                one -> one.containers().stream().flatMap(FargateRules::container),
                one -> role(one, images));
    }

    private static Stream<String> size(Draft draft) {
        boolean known = draft.cpu()
                .flatMap(cpu -> draft.memoryMib().map(memory -> FargateSizes.has(cpu, memory, draft.windows())))
                .orElse(false);
        return Stream.of(
                        Breach.when(draft.cpu().isEmpty(), "Fargate requires that 'cpu' be defined at the task level."),
                        Breach.when(
                                draft.memoryMib().isEmpty(),
                                "Fargate requires that 'memory' be defined at the task level."),
                        Breach.when(!known, "No Fargate configuration exists for given values."))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> network(Draft draft) {
        return Breach.when(!draft.awsvpc(), "Fargate only supports network mode ‘awsvpc’.");
    }

    private static Stream<String> task(Draft draft) {
        return Stream.of(
                        Breach.when(
                                draft.asked().pidMode().filter("host"::equals).isPresent(),
                                "Tasks using the Fargate launch type do not support pidMode 'host'. The supported"
                                        + " value for pidMode is 'task'."),
                        unsupported(draft.asked().ipcMode().isPresent(), "ipcMode"),
                        unsupported(
                                !draft.asked()
                                        .placementConstraints()
                                        .orElse(List.of())
                                        .isEmpty(),
                                "placementConstraints"),
                        unsupported(
                                draft.volumes().stream()
                                        .anyMatch(volume -> volume.host()
                                                .flatMap(HostVolumeProperties::sourcePath)
                                                .isPresent()),
                                "sourcePath"),
                        unsupported(
                                draft.volumes().stream()
                                        .anyMatch(volume -> volume.dockerVolumeConfiguration()
                                                .isPresent()),
                                "dockerVolumeConfiguration"),
                        unsupported(
                                draft.volumes().stream()
                                        .anyMatch(volume -> volume.fsxWindowsFileServerVolumeConfiguration()
                                                .isPresent()),
                                "fsxWindowsFileServerVolumeConfiguration"))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> unsupported(boolean given, String field) {
        return Breach.when(given, "Fargate compatible task definitions do not support " + field);
    }

    private static Stream<String> container(ContainerDefinition container) {
        return Stream.of(
                        Breach.when(
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
                        Breach.outside(container, "startTimeout", container.startTimeout(), 2, 120),
                        Breach.outside(container, "stopTimeout", container.stopTimeout(), 2, 120),
                        unsupported(
                                container
                                        .firelensConfiguration()
                                        .flatMap(firelens -> firelens.options())
                                        .filter(options -> options.getOrDefault("config-file-type", "file")
                                                .equals("s3"))
                                        .isPresent(),
                                "config-file-type s3"))
                .flatMap(breaches -> breaches);
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
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> logging(LogConfiguration log) {
        Map<String, String> options = log.options().orElse(Map.of());
        return Stream.concat(
                unsupported(!DRIVERS.contains(log.logDriver()), "log driver " + log.logDriver()),
                Breach.when(
                        log.logDriver().equals(Logging.AWSLOGS) && !options.containsKey("awslogs-stream-prefix"),
                        "Log driver awslogs requires options: awslogs-stream-prefix."));
    }

    private static Stream<String> role(Draft draft, EcrImages images) {
        boolean roleless = !draft.executionRole();
        boolean ecr = draft.containers().stream().anyMatch(images::has);
        boolean awslogs = draft.containers().stream()
                .anyMatch(container -> Logging.driver(container).equals(Logging.AWSLOGS));
        return Stream.concat(
                Breach.when(roleless && ecr, requiresRole("ECR images")),
                Breach.when(roleless && awslogs, requiresRole("log driver awslogs")));
    }

    private static String requiresRole(String what) {
        return "Fargate requires task definition to have execution role ARN to support " + what + ".";
    }
}
