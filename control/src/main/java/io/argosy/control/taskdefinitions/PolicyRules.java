package io.argosy.control.taskdefinitions;

import io.argosy.control.ClusterPolicy;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.KernelCapabilities;
import io.argosy.shapes.ecs.LinuxParameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Refuses what would give a task power over its instance, unless the cluster policy allows it (design 9). The text
/// names the field, and the setting that would let it through.
final class PolicyRules {
    /// Each of these is a way out of the container.
    private static final Set<String> MIGHTY = Set.of(
            "ALL",
            "BPF",
            "CHECKPOINT_RESTORE",
            "DAC_READ_SEARCH",
            "LINUX_IMMUTABLE",
            "MAC_ADMIN",
            "MAC_OVERRIDE",
            "PERFMON",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_MODULE",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_TIME",
            "SYSLOG");

    /// These are, once the task shares the instance's network.
    private static final Set<String> MIGHTY_ON_THE_HOST_NETWORK = Set.of("NET_ADMIN");

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
                                .filter(PolicyRules::unconfines)
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
                .map(name -> name.toUpperCase(Locale.ROOT))
                .map(name -> name.startsWith("CAP_") ? name.substring(4) : name);
    }

    private static boolean mighty(Draft draft, String capability) {
        return MIGHTY.contains(capability)
                || draft.networkMode().equals("host") && MIGHTY_ON_THE_HOST_NETWORK.contains(capability);
    }

    /// Takes a confinement away: `apparmor:unconfined`, `seccomp=unconfined`, `label:disable`, a profile of one's own.
    private static boolean unconfines(String option) {
        String plain = option.toLowerCase(Locale.ROOT).replace('=', ':');
        return plain.contains("unconfined") || plain.startsWith("label:disable") || plain.startsWith("seccomp:");
    }
}
