package io.argosy.model;

import java.util.Locale;
import java.util.Set;

/// The ways out of a container that a definition can ask for by name. Control plane and agents refuse the same ones,
/// each by its own policy.
public final class Escapes {
    private static final Set<String> CAPABILITIES = Set.of(
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
    private static final Set<String> ON_THE_HOST_NETWORK = Set.of("NET_ADMIN");

    private Escapes() {}

    /// The name without its prefix, in capitals.
    public static String capability(String name) {
        String capitals = name.toUpperCase(Locale.ROOT);
        return capitals.startsWith("CAP_") ? capitals.substring(4) : capitals;
    }

    public static boolean by(String capability, boolean hostNetwork) {
        String plain = capability(capability);
        return CAPABILITIES.contains(plain) || hostNetwork && ON_THE_HOST_NETWORK.contains(plain);
    }

    /// Takes a confinement away: `apparmor:unconfined`, `seccomp=unconfined`, `label:disable`, a profile of one's own.
    public static boolean bySecurityOption(String option) {
        String plain = option.toLowerCase(Locale.ROOT).replace('=', ':');
        return plain.contains("unconfined") || plain.startsWith("label:disable") || plain.startsWith("seccomp:");
    }
}
