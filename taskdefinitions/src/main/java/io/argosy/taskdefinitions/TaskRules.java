package io.argosy.taskdefinitions;

import io.argosy.model.Names;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.ProxyConfiguration;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.RuntimePlatform;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is said of the task as a whole (ecs-semantics 4.1).
final class TaskRules {
    private static final int LARGEST = 64 * 1024;
    private static final List<String> COMPATIBILITIES = List.of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES");
    private static final List<String> WINDOWS = List.of(
            "2016_FULL",
            "2019_CORE",
            "2019_FULL",
            "2004_CORE",
            "20H2_CORE",
            "2022_CORE",
            "2022_FULL",
            "2025_CORE",
            "2025_FULL");
    private static final List<String> SYSTEMS = Stream.concat(
                    Stream.of("LINUX"), WINDOWS.stream().map(version -> "WINDOWS_SERVER_" + version))
            .toList();
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/\\S{1,575}|/?[A-Za-z0-9_+=,.@/-]{1,576}");

    private TaskRules() {}

    static Stream<String> violations(RequestedDefinition requested) {
        RegisterTaskDefinitionRequest asked = requested.asked();
        return Stream.of(
                        Violation.when(!Names.valid(asked.family()), "Family contains invalid characters."),
                        modes(asked),
                        asked.runtimePlatform().stream().flatMap(TaskRules::platform),
                        role(asked.taskRoleArn()),
                        role(asked.executionRoleArn()),
                        Violation.when(
                                !asked.inferenceAccelerators().orElse(List.of()).isEmpty(),
                                "Unsupported field 'inferenceAccelerators'"),
                        asked.ephemeralStorage().flatMap(FargateSizes::breach).stream(),
                        asked.proxyConfiguration().stream().flatMap(proxy -> proxy(requested, proxy)),
                        Violation.when(
                                JsonCodec.write(asked).length > LARGEST,
                                "Task definition size must be at most 64 KiB."))
                .flatMap(violations -> violations);
    }

    private static Stream<String> modes(RegisterTaskDefinitionRequest asked) {
        return Stream.of(
                        Violation.notOneOf(
                                "networkMode", asked.networkMode(), List.of("bridge", "host", "awsvpc", "none")),
                        Violation.notOneOf("pidMode", asked.pidMode(), List.of("host", "task")),
                        Violation.notOneOf("ipcMode", asked.ipcMode(), List.of("host", "task", "none")),
                        asked.requiresCompatibilities().orElse(List.of()).stream()
                                .flatMap(one -> Violation.notOneOf(
                                        "requiresCompatibilities", Optional.of(one), COMPATIBILITIES)))
                .flatMap(violations -> violations);
    }

    private static Stream<String> platform(RuntimePlatform platform) {
        return Stream.concat(
                Violation.notOneOf("cpuArchitecture", platform.cpuArchitecture(), List.of("X86_64", "ARM64")),
                Violation.notOneOf("operatingSystemFamily", platform.operatingSystemFamily(), SYSTEMS));
    }

    private static Stream<String> role(Optional<String> role) {
        return Violation.when(
                role.filter(given -> !given.isEmpty() && !ROLE.matcher(given).matches())
                        .isPresent(),
                "Role is not valid");
    }

    private static Stream<String> proxy(RequestedDefinition requested, ProxyConfiguration proxy) {
        return Stream.of(
                        Violation.notOneOf("proxyConfiguration type", proxy.type(), List.of("APPMESH")),
                        Violation.when(
                                requested.container(proxy.containerName()).isEmpty(),
                                "Invalid 'proxyConfiguration' setting. Unknown container: '" + proxy.containerName()
                                        + "'."),
                        Violation.when(
                                !requested.awsvpc(), "Proxy configuration is only supported when networkMode=awsvpc."))
                .flatMap(violations -> violations);
    }
}
