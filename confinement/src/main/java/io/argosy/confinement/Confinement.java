package io.argosy.confinement;

import io.argosy.docker.ContainerRequest;
import io.argosy.model.Escapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the whole request to the engine, however it came about, and refuses what would let a container out: the agent
/// does not count on the control plane having refused it.
public final class Confinement {
    private static final Set<String> NETWORKS = Set.of("bridge", "host", "none", "default", "");
    private static final Set<String> IPC = Set.of("", "none", "private", "shareable");
    private static final String HOST = "host";

    private final HostPolicy policy;
    private final HostPaths paths;

    public Confinement(HostPolicy policy, HostPaths paths) {
        this.policy = policy;
        this.paths = paths;
    }

    public void check(ContainerRequest request) throws HostRefusal {
        Map<String, Object> host = members(request.body().get("HostConfig"));
        String network = text(host, "NetworkMode");
        require(NETWORKS.contains(network), "network mode '" + network + "'");
        String ipc = text(host, "IpcMode");
        require(IPC.contains(ipc) || ipc.equals(HOST), "ipcMode '" + ipc + "'");
        unless(policy.hostIpc(), ipc.equals(HOST), "ipcMode 'host'", "--allow-host-ipc");
        String pid = text(host, "PidMode");
        require(pid.isEmpty() || pid.equals(HOST), "pidMode '" + pid + "'");
        unless(policy.hostPid(), pid.equals(HOST), "pidMode 'host'", "--allow-host-pid");
        checkPrivileges(host, network.equals(HOST));
        for (Object mount : list(host, "Mounts")) {
            PlainText.inContainer("containerPath", text(members(mount), "Target"));
        }
        for (String target : members(host.get("Tmpfs")).keySet()) {
            PlainText.inContainer("the containerPath of a tmpfs", target);
        }
        checkLogOptions(members(members(host.get("LogConfig")).get("Config")));
    }

    private void checkPrivileges(Map<String, Object> host, boolean hostNetwork) throws HostRefusal {
        checkPrivilege(Boolean.TRUE.equals(host.get("Privileged")), "'privileged'");
        checkPrivilege(!list(host, "Devices").isEmpty(), "'linuxParameters.devices'");
        for (Object capability : list(host, "CapAdd")) {
            checkPrivilege(Escapes.by(String.valueOf(capability), hostNetwork), "capability " + capability);
        }
        for (Object option : list(host, "SecurityOpt")) {
            checkPrivilege(Escapes.bySecurityOption(String.valueOf(option)), "'dockerSecurityOptions' " + option);
        }
    }

    /// Some log drivers open sockets and read keys of the host, as the engine, which is root.
    private void checkLogOptions(Map<String, Object> options) throws HostRefusal {
        for (Map.Entry<String, Object> option : options.entrySet()) {
            String value = String.valueOf(option.getValue());
            if (option.getKey().endsWith("-address") && value.startsWith("unix")) {
                paths.unchanged("log option " + option.getKey(), value.replaceFirst("^unix(gram)?:(//)?", ""));
            } else if (value.startsWith("/")
                    && (option.getKey().contains("-tls-") || option.getKey().contains("-capath"))) {
                paths.unchanged("log option " + option.getKey(), value);
            }
        }
    }

    private void checkPrivilege(boolean asked, String what) throws HostRefusal {
        unless(policy.privileged(), asked, what, "--allow-privileged");
    }

    private static void unless(boolean allowed, boolean asked, String what, String flag) throws HostRefusal {
        if (asked && !allowed) {
            throw new HostRefusal(what + " is refused on this host; the agent runs without " + flag);
        }
    }

    private static void require(boolean known, String what) throws HostRefusal {
        if (!known) {
            throw new HostRefusal(what + " is not available on this host");
        }
    }

    private static Map<String, Object> members(@Nullable Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> members.put(String.valueOf(key), item));
        }
        return members;
    }

    private static List<?> list(Map<String, Object> members, String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    private static String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }
}
