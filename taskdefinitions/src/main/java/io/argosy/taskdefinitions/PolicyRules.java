package io.argosy.taskdefinitions;

import io.argosy.model.Escapes;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.KernelCapabilities;
import io.argosy.shapes.ecs.LinuxParameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Refuses what would give a task power over its instance, unless the cluster policy allows it (decision 0041). The
/// text names the field, and the setting that would let it through.
final class PolicyRules {
    private final ClusterPolicy policy;
    private final HostPathRules paths;

    PolicyRules(ClusterPolicy policy) {
        this.policy = policy;
        this.paths = new HostPathRules(policy);
    }

    Stream<String> violations(RequestedDefinition requested) {
        return Stream.of(
                        unless(
                                policy.allowHostPid(),
                                host(requested.asked().pidMode()),
                                "Task",
                                "pidMode 'host'",
                                PolicySetting.HOST_PID),
                        unless(
                                policy.allowHostIpc(),
                                host(requested.asked().ipcMode()),
                                "Task",
                                "ipcMode 'host'",
                                PolicySetting.HOST_IPC),
                        requested.containers().stream().flatMap(container -> privileges(requested, container)),
                        requested.volumes().stream().flatMap(paths::violations))
                .flatMap(violations -> violations);
    }

    private static boolean host(Optional<String> mode) {
        return mode.filter("host"::equals).isPresent();
    }

    private Stream<String> privileges(RequestedDefinition requested, ContainerDefinition container) {
        String who = "Container '" + RequestedDefinition.name(container) + "'";
        return Stream.of(
                        privilege(container.privileged().orElse(false), who, "'privileged'"),
                        privilege(
                                !container
                                        .linuxParameters()
                                        .flatMap(LinuxParameters::devices)
                                        .orElse(List.of())
                                        .isEmpty(),
                                who,
                                "'linuxParameters.devices'"),
                        added(container)
                                .filter(capability -> mighty(requested, capability))
                                .flatMap(capability ->
                                        privilege(true, who, "'linuxParameters.capabilities' add " + capability)),
                        container.dockerSecurityOptions().orElse(List.of()).stream()
                                .filter(Escapes::bySecurityOption)
                                .flatMap(option -> privilege(true, who, "'dockerSecurityOptions' " + option)))
                .flatMap(violations -> violations);
    }

    private Stream<String> privilege(boolean given, String who, String field) {
        return unless(policy.allowPrivileged(), given, who, field, PolicySetting.PRIVILEGED);
    }

    static Stream<String> unless(boolean allowed, boolean given, String who, String field, PolicySetting setting) {
        return Violation.when(
                given && !allowed,
                who + ": " + field + " is refused by the cluster policy; the setting " + setting.key()
                        + " would allow it.");
    }

    private static Stream<String> added(ContainerDefinition container) {
        return container
                .linuxParameters()
                .flatMap(LinuxParameters::capabilities)
                .flatMap(KernelCapabilities::add)
                .orElse(List.of())
                .stream()
                .map(Escapes::capability);
    }

    private static boolean mighty(RequestedDefinition requested, String capability) {
        return Escapes.by(capability, requested.networkMode().equals("host"));
    }
}
