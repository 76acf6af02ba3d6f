package io.argosy.sessions;

import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.Device;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.KernelCapabilities;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.SystemControl;
import io.argosy.shapes.ecs.Tmpfs;
import io.argosy.shapes.ecs.Ulimit;
import io.argosy.shapes.json.JsonTree;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What of a container definition travels as Docker's own JSON, in the two strings of `dockerConfig` (agent-protocol
/// 5.4). `memory` and `memoryReservation` are in MiB, overrides already in; `endpoint` is where agents reach this
/// server.
record DockerSettings(
        ContainerDefinition definition,
        TaskId task,
        Optional<Integer> memory,
        Optional<Integer> overriddenReservation,
        URI endpoint) {
    static final String AWSLOGS = "awslogs";
    private static final long MIB = 1L << 20;
    private static final Set<String> HEALTH_WORDS = Set.of("NONE", "CMD", "CMD-SHELL");

    String config() {
        Map<String, Object> config = new LinkedHashMap<>();
        put(config, "User", definition.user());
        put(config, "WorkingDir", definition.workingDirectory());
        put(config, "Hostname", definition.hostname());
        put(config, "Labels", definition.dockerLabels().filter(labels -> !labels.isEmpty()));
        put(config, "OpenStdin", definition.interactive());
        put(config, "Tty", definition.pseudoTerminal());
        put(config, "NetworkDisabled", definition.disableNetworking());
        put(config, "Healthcheck", definition.healthCheck().map(DockerSettings::health));
        return JsonTree.write(config);
    }

    /// Until the first check that counts is due, one a second counts only when it is good: who is ready is known to be.
    private static Map<String, Object> health(HealthCheck check) {
        int interval = check.interval().orElse(30);
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("Test", test(check.command()));
        health.put("Interval", nanoseconds(interval));
        health.put("Timeout", nanoseconds(check.timeout().orElse(5)));
        health.put("Retries", check.retries().orElse(3));
        health.put(
                "StartPeriod",
                nanoseconds(Math.max(interval, check.startPeriod().orElse(0))));
        health.put("StartInterval", nanoseconds(1));
        return health;
    }

    /// ECS takes a check whose first word is none of these, and the engine would ignore it: it is run as it stands.
    private static List<String> test(List<String> command) {
        if (HEALTH_WORDS.contains(command.getFirst())) {
            return command;
        }
        return Stream.concat(Stream.of("CMD"), command.stream()).toList();
    }

    private static long nanoseconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    String hostConfig(String networkMode) {
        Map<String, Object> host = new LinkedHashMap<>();
        host.put("NetworkMode", networkMode);
        put(host, "Privileged", definition.privileged());
        put(host, "ReadonlyRootfs", definition.readonlyRootFilesystem());
        put(
                host,
                "MemoryReservation",
                overriddenReservation.or(definition::memoryReservation).map(mib -> mib * MIB));
        put(host, "Dns", some(definition.dnsServers()));
        put(host, "DnsSearch", some(definition.dnsSearchDomains()));
        put(host, "ExtraHosts", extraHosts());
        put(host, "SecurityOpt", some(definition.dockerSecurityOptions()));
        put(
                host,
                "Ulimits",
                some(definition.ulimits())
                        .map(all -> all.stream().map(DockerSettings::ulimit).toList()));
        put(host, "Sysctls", some(definition.systemControls()).map(DockerSettings::sysctls));
        put(host, "LogConfig", definition.logConfiguration().map(this::log));
        definition.linuxParameters().ifPresent(linux -> linux(host, linux));
        return JsonTree.write(host);
    }

    private Optional<List<String>> extraHosts() {
        return some(definition.extraHosts())
                .map(hosts -> hosts.stream()
                        .map(host -> host.hostname() + ":" + host.ipAddress())
                        .toList());
    }

    private static Map<String, Object> ulimit(Ulimit ulimit) {
        Map<String, Object> limit = new LinkedHashMap<>();
        limit.put("Name", ulimit.name());
        limit.put("Soft", ulimit.softLimit());
        limit.put("Hard", ulimit.hardLimit());
        return limit;
    }

    private static Map<String, String> sysctls(List<SystemControl> controls) {
        Map<String, String> sysctls = new LinkedHashMap<>();
        controls.forEach(control ->
                sysctls.put(control.namespace().orElse(""), control.value().orElse("")));
        return sysctls;
    }

    private Map<String, Object> log(LogConfiguration configuration) {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("Type", configuration.logDriver());
        Map<String, String> options =
                new LinkedHashMap<>(streamed(configuration.options().orElse(Map.of())));
        if (configuration.logDriver().equals(AWSLOGS)) {
            // By it the engine's own driver finds this server where an official agent has the task.
            options.put("awslogs-endpoint", endpoint.toString());
        }
        log.put("Config", options);
        return log;
    }

    /// A prefix is ECS's own option, which the engine does not know: it makes the name of the stream.
    private Map<String, String> streamed(Map<String, String> options) {
        Map<String, String> known = new LinkedHashMap<>(options);
        Optional.ofNullable(known.remove("awslogs-stream-prefix"))
                .ifPresent(prefix -> known.put(
                        "awslogs-stream", prefix + "/" + definition.name().orElse("") + "/" + task));
        return known;
    }

    private void linux(Map<String, Object> host, LinuxParameters linux) {
        put(host, "CapAdd", linux.capabilities().flatMap(KernelCapabilities::add));
        put(host, "CapDrop", linux.capabilities().flatMap(KernelCapabilities::drop));
        put(
                host,
                "Devices",
                some(linux.devices())
                        .map(all -> all.stream().map(DockerSettings::device).toList()));
        put(host, "Init", linux.initProcessEnabled());
        put(host, "ShmSize", linux.sharedMemorySize().map(mib -> mib * MIB));
        put(host, "Tmpfs", some(linux.tmpfs()).map(DockerSettings::tmpfs));
        put(host, "MemorySwap", linux.maxSwap().flatMap(swap -> memory.map(limit -> (limit + (long) swap) * MIB)));
        put(host, "MemorySwappiness", linux.maxSwap().flatMap(_ -> linux.swappiness()));
    }

    private static Map<String, Object> device(Device given) {
        List<String> permissions = given.permissions().orElse(List.of());
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("PathOnHost", given.hostPath());
        device.put("PathInContainer", given.containerPath().orElse(given.hostPath()));
        device.put(
                "CgroupPermissions",
                permissions.isEmpty()
                        ? "rwm"
                        : permissions.stream().map(name -> name.substring(0, 1)).reduce("", String::concat));
        return device;
    }

    private static Map<String, String> tmpfs(List<Tmpfs> all) {
        Map<String, String> mounts = new LinkedHashMap<>();
        for (Tmpfs tmpfs : all) {
            List<String> options = new ArrayList<>(tmpfs.mountOptions().orElse(List.of()));
            options.add("size=" + tmpfs.size() + "m");
            mounts.put(tmpfs.containerPath(), String.join(",", options));
        }
        return mounts;
    }

    private static <T> Optional<List<T>> some(Optional<List<T>> list) {
        return list.filter(items -> !items.isEmpty());
    }

    private static void put(Map<String, Object> object, String name, Optional<?> value) {
        value.ifPresent(given -> object.put(name, given));
    }
}
