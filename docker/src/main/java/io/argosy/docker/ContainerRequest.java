package io.argosy.docker;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Docker's create call for one container of a task, made as agent-protocol 5.4 says: from the plain members, then the
/// two JSON texts laid over, then what the agent insists on.
public record ContainerRequest(Map<String, Object> body) {
    private static final long LEAST_MEMORY_MIB = 4;
    private static final int LEAST_SHARES = 2;
    private static final int MOST_SHARES = 262_144;
    private static final Map<String, String> BOUND_LOG = Map.of("max-size", "10m", "max-file", "3");
    private static final Set<String> KNOWN = Set.of(
            "User",
            "WorkingDir",
            "Hostname",
            "Labels",
            "OpenStdin",
            "Tty",
            "NetworkDisabled",
            "Healthcheck",
            "NetworkMode",
            "Privileged",
            "ReadonlyRootfs",
            "Memory",
            "MemoryReservation",
            "MemorySwap",
            "MemorySwappiness",
            "CpuShares",
            "Dns",
            "DnsSearch",
            "ExtraHosts",
            "SecurityOpt",
            "Ulimits",
            "Sysctls",
            "LogConfig",
            "CapAdd",
            "CapDrop",
            "Devices",
            "Init",
            "ShmSize",
            "Tmpfs");

    public static ContainerRequest of(AcsTask task, AcsContainer container, Wiring wiring) throws InvalidContainer {
        Map<String, Object> body = config(container, wiring);
        Map<String, Object> host = hostConfig(task, container, wiring);
        if (container.dockerConfig().isPresent()) {
            AcsContainer.DockerConfig given = container.dockerConfig().get();
            overlay(body, known(parsed(given.config().orElse("{}"), "DockerClientConfigError")));
            overlay(host, known(parsed(given.hostConfig().orElse("{}"), "HostConfigError")));
        }
        force(body, host, wiring);
        body.put("HostConfig", host);
        return new ContainerRequest(body);
    }

    /// With more options of its log driver: those that are secret.
    public ContainerRequest withLogOptions(Map<String, String> options) {
        if (options.isEmpty()) {
            return this;
        }
        Fields logging = host().object("LogConfig");
        Map<String, String> all = new LinkedHashMap<>(logging.textMap("Config"));
        all.putAll(options);
        return withLog(logging.text("Type"), all);
    }

    /// With another log driver than its definition names, or other options.
    public ContainerRequest withLog(String driver, Map<String, String> options) {
        return withHost("LogConfig", Map.of("Type", driver, "Config", options));
    }

    /// With a folder or a file of this host more.
    public ContainerRequest withMount(Path source, String target, boolean readOnly) {
        List<Object> mounts = new ArrayList<>(host().list("Mounts"));
        mounts.add(new Place.OnHost(source).mount(target, readOnly));
        return withHost("Mounts", mounts);
    }

    private Fields host() {
        return Fields.of(body.getOrDefault("HostConfig", Map.of()));
    }

    private ContainerRequest withHost(String name, Object value) {
        Map<String, Object> host = new LinkedHashMap<>(host().members());
        host.put(name, value);
        Map<String, Object> changed = new LinkedHashMap<>(body);
        changed.put("HostConfig", host);
        return new ContainerRequest(changed);
    }

    /// For a task whose network a container of its own holds: what that one alone can have is left out. It is none of
    /// the host's networks, whatever was asked for, until it is put `inNamespacesOf` that container.
    public ContainerRequest withoutNetwork() {
        Map<String, Object> changed = new LinkedHashMap<>(body);
        List.of("Hostname", "ExposedPorts", "NetworkDisabled").forEach(changed::remove);
        return new ContainerRequest(changed).withHost(host -> {
            List.of("Dns", "DnsSearch", "ExtraHosts", "Links", "PortBindings").forEach(host::remove);
            host.put("NetworkMode", "none");
        });
    }

    /// In the namespaces of other containers: by the member that says so, the Docker name of whose it is.
    public ContainerRequest inNamespacesOf(Map<String, String> modes) {
        return withHost(host -> modes.forEach((member, dockerName) -> host.put(member, "container:" + dockerName)));
    }

    private ContainerRequest withHost(Consumer<Map<String, Object>> change) {
        Map<String, Object> host = new LinkedHashMap<>(
                Fields.of(body.getOrDefault("HostConfig", Map.of())).members());
        change.accept(host);
        Map<String, Object> changed = new LinkedHashMap<>(body);
        changed.put("HostConfig", host);
        return new ContainerRequest(changed);
    }

    private static Map<String, Object> config(AcsContainer container, Wiring wiring) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("Image", container.image());
        if (!container.command().isEmpty()) {
            config.put("Cmd", container.command());
        }
        if (!container.entryPoint().isEmpty()) {
            config.put("Entrypoint", container.entryPoint());
        }
        List<String> variables = new ArrayList<>();
        wiring.environment().forEach((name, value) -> variables.add(name + "=" + value));
        config.put("Env", variables);
        Map<String, Object> exposed = new LinkedHashMap<>();
        wiring.ports().forEach(mapping -> exposed.put(port(mapping), Map.of()));
        config.put("ExposedPorts", exposed);
        return config;
    }

    private static Map<String, Object> hostConfig(AcsTask task, AcsContainer container, Wiring wiring)
            throws InvalidContainer {
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("NetworkMode", task.networkMode().orElse("bridge"));
        host.put("CpuShares", Math.clamp(container.cpu(), LEAST_SHARES, MOST_SHARES));
        if (container.memory() > 0) {
            host.put("Memory", Math.max(container.memory(), LEAST_MEMORY_MIB) << 20);
        }
        host.put("Mounts", mounts(container, wiring));
        host.put("PortBindings", portBindings(wiring.ports()));
        if (!container.links().isEmpty()) {
            host.put("Links", links(container, wiring));
        }
        if (!container.volumesFrom().isEmpty()) {
            host.put("VolumesFrom", volumesFrom(container, wiring));
        }
        task.pidMode().filter(ContainerRequest::ofOne).ifPresent(mode -> host.put("PidMode", mode));
        task.ipcMode().filter(ContainerRequest::ofOne).ifPresent(mode -> host.put("IpcMode", mode));
        return host;
    }

    /// A namespace of the task is joined at last, by `inNamespacesOf`.
    private static boolean ofOne(String mode) {
        return !mode.equals("task");
    }

    /// How much memory of `/dev/shm` a container asks for, in bytes; 0 when it does not say.
    public static long sharedMemory(AcsContainer container) {
        String given = container
                .dockerConfig()
                .flatMap(AcsContainer.DockerConfig::hostConfig)
                .orElse("{}");
        try {
            return Fields.of(JsonTree.object(given)).number("ShmSize");
        } catch (MalformedJson saidWhenItIsMade) {
            return 0;
        }
    }

    private static List<Map<String, Object>> mounts(AcsContainer container, Wiring wiring) throws InvalidContainer {
        List<Map<String, Object>> mounts = new ArrayList<>();
        for (AcsContainer.MountPoint mount : container.mountPoints()) {
            Place place = wiring.volumes().get(mount.sourceVolume());
            if (place == null) {
                throw new InvalidContainer("HostConfigError", "Invalid volume referenced: " + mount.sourceVolume());
            }
            mounts.add(place.mount(mount.containerPath(), mount.readOnly()));
        }
        return mounts;
    }

    private static Map<String, Object> portBindings(List<AcsContainer.PortMapping> ports) {
        Map<String, List<Object>> bindings = new LinkedHashMap<>();
        for (AcsContainer.PortMapping mapping : ports) {
            String hostPort = mapping.hostPort() == 0 ? "" : String.valueOf(mapping.hostPort());
            bindings.computeIfAbsent(port(mapping), _ -> new ArrayList<>()).add(Map.of("HostPort", hostPort));
        }
        return new LinkedHashMap<>(bindings);
    }

    private static String port(AcsContainer.PortMapping mapping) {
        return mapping.containerPort() + "/" + mapping.protocol().orElse("tcp");
    }

    private static List<String> links(AcsContainer container, Wiring wiring) throws InvalidContainer {
        List<String> links = new ArrayList<>();
        for (String link : container.links()) {
            String name = link.contains(":") ? link.substring(0, link.indexOf(':')) : link;
            String alias = link.contains(":") ? link.substring(link.indexOf(':') + 1) : link;
            links.add(wiring.sibling(name) + ":" + alias);
        }
        return links;
    }

    private static List<String> volumesFrom(AcsContainer container, Wiring wiring) throws InvalidContainer {
        List<String> sources = new ArrayList<>();
        for (AcsContainer.VolumeFrom from : container.volumesFrom()) {
            sources.add(wiring.sibling(from.sourceContainer()) + (from.readOnly() ? ":ro" : ""));
        }
        return sources;
    }

    private static Map<String, Object> parsed(String json, String errorName) throws InvalidContainer {
        try {
            return JsonTree.object(json);
        } catch (MalformedJson broken) {
            throw new InvalidContainer(
                    errorName, "Unable to decode given docker configuration: " + broken.getMessage());
        }
    }

    /// The control plane's texts may say what a definition can say, and nothing else the engine would understand: no
    /// binds, no runtime, no other container's namespace.
    private static Map<String, Object> known(Map<String, Object> members) throws InvalidContainer {
        for (String name : members.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new InvalidContainer("HostConfigError", "the member " + name + " is not one a task can set");
            }
        }
        return members;
    }

    /// Objects are merged member by member, anything else is replaced.
    private static void overlay(Map<String, Object> base, Map<String, Object> over) {
        over.forEach((name, value) -> {
            if (base.get(name) instanceof Map<?, ?> && value instanceof Map<?, ?>) {
                Map<String, Object> merged =
                        new LinkedHashMap<>(Fields.of(base.get(name)).members());
                overlay(merged, Fields.of(value).members());
                base.put(name, merged);
            } else {
                base.put(name, value);
            }
        });
    }

    private static void force(Map<String, Object> config, Map<String, Object> host, Wiring wiring) {
        overlay(config, Map.of("Labels", wiring.labels()));
        if (!(config.get("Labels") instanceof Map<?, ?>)) {
            config.put("Labels", wiring.labels());
        }
        wiring.cgroupParent().ifPresent(parent -> host.put("CgroupParent", parent));
        host.putIfAbsent("PidsLimit", wiring.usual().processes());
        if (wiring.usual().boundLogs()) {
            host.putIfAbsent("LogConfig", Map.of("Type", "json-file", "Config", BOUND_LOG));
        }
        wiring.memoryLimitMib().ifPresent(limit -> host.putIfAbsent("Memory", limit << 20));
        wiring.cpuLimit().ifPresent(vcpus -> host.putIfAbsent("NanoCpus", (long) (vcpus * 1e9)));
        AskedLog.of(Fields.of(host.getOrDefault("LogConfig", Map.of())))
                .flatMap(SentLog::of)
                .ifPresent(sent -> host.put("LogConfig", sent.kept()));
        Fields logging = Fields.of(host.getOrDefault("LogConfig", Map.of()));
        Map<String, String> options = logging.textMap("Config");
        if ("non-blocking".equals(options.get("mode")) && !options.containsKey("max-buffer-size")) {
            options.put("max-buffer-size", "10m");
            host.put("LogConfig", Map.of("Type", logging.text("Type"), "Config", options));
        }
    }
}
