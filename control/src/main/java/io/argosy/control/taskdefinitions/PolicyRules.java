package io.argosy.control.taskdefinitions;

import io.argosy.control.ClusterPolicy;
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

    Stream<String> breaches(Draft draft) {
        return Stream.of(
                        unless(
                                policy.allowHostPid(),
                                host(draft.asked().pidMode()),
                                "Task",
                                "pidMode 'host'",
                                PolicySetting.HOST_PID),
                        unless(
                                policy.allowHostIpc(),
                                host(draft.asked().ipcMode()),
                                "Task",
                                "ipcMode 'host'",
                                PolicySetting.HOST_IPC),
                        draft.containers().stream().flatMap(container -> privileges(draft, container)),
                        draft.volumes().stream().flatMap(paths::breaches))
                .flatMap(breaches -> breaches);
    }

    private static boolean host(Optional<String> mode) {
        return mode.filter("host"::equals).isPresent();
    }

    private Stream<String> privileges(Draft draft, ContainerDefinition container) {
        String who = "Container '" + Draft.name(container) + "'";
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
                                .filter(capability -> mighty(draft, capability))
                                .flatMap(capability ->
                                        privilege(true, who, "'linuxParameters.capabilities' add " + capability)),
                        container.dockerSecurityOptions().orElse(List.of()).stream()
                                .filter(Escapes::bySecurityOption)
                                .flatMap(option -> privilege(true, who, "'dockerSecurityOptions' " + option)))
                .flatMap(breaches -> breaches);
    }

    private Stream<String> privilege(boolean given, String who, String field) {
        return unless(policy.allowPrivileged(), given, who, field, PolicySetting.PRIVILEGED);
    }

    static Stream<String> unless(boolean allowed, boolean given, String who, String field, PolicySetting setting) {
        return Breach.when(
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

    private static boolean mighty(Draft draft, String capability) {
        return Escapes.by(capability, draft.networkMode().equals("host"));
    }
}
