package io.argosy.agent.session;

import io.argosy.docker.EngineFacts;
import io.argosy.model.TaskSubnet;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What this instance has and can do, as registration tells it (agent-protocol 2.2, 2.3). It names only what the agent
/// really does, so that the control plane places nothing here that would fail.
public final class Capabilities {
    private static final String OLD = "com.amazonaws.ecs.capability.";
    private static final String NEW = "ecs.capability.";
    private static final List<String> ALWAYS = List.of(
            NEW + "ecr-endpoint",
            NEW + "container-ordering",
            NEW + "full-sync",
            NEW + "container-restart-policy",
            NEW + "network.container-port-range",
            NEW + "container-health-check",
            NEW + "pid-ipc-namespace-sharing",
            NEW + "execution-role-ecr-pull",
            NEW + "secrets.ssm.environment-variables",
            NEW + "secrets.ssm.bootstrap.log-driver",
            NEW + "secrets.asm.environment-variables",
            NEW + "secrets.asm.bootstrap.log-driver",
            NEW + "private-registry-authentication.secretsmanager",
            NEW + "env-files.s3",
            "argosy.environment-files",
            OLD + "ecr-auth",
            OLD + "privileged-container");
    private static final List<String> FILE_SYSTEMS = List.of(NEW + "efs", NEW + "efsAuth");
    private static final List<String> ROLES = List.of(OLD + "task-iam-role", OLD + "task-iam-role-network-host");
    private static final List<String> SENT_LOGS =
            List.of(OLD + "logging-driver.awslogs", NEW + "execution-role-awslogs");
    /// By the engine's own driver for what routers understand.
    private static final List<String> ROUTED_LOGS = List.of(
            OLD + "logging-driver.awsfirelens",
            NEW + "logging-driver.awsfirelens.log-driver-buffer-limit",
            NEW + "firelens.fluentbit",
            NEW + "firelens.fluentd",
            NEW + "firelens.options.config.file");
    private static final List<Integer> API_VERSIONS = List.of(17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 32);
    /// Those that need nothing but what they are given: none that asks a service of somebody else's.
    private static final Set<String> LOG_DRIVERS =
            Set.of("json-file", "local", "syslog", "journald", "gelf", "fluentd");
    private static final int UNITS_PER_CPU = 1024;

    private Capabilities() {}

    /// What depends on the host: whether tasks have limits of their own, can ask for their role's keys, and log to the
    /// Logs API, for which the engine's files must be readable; the address at which other hosts reach its tasks;
    /// and what tells its file systems of the network.
    public record Host(
            boolean taskLimits,
            boolean taskRoles,
            boolean sendsLogs,
            Optional<String> taskNetworks,
            Collection<String> fileSystems) {}

    static List<Attribute> attributes(EngineFacts engine, Host host, Map<String, String> custom) {
        List<Attribute> attributes = new ArrayList<>();
        custom.forEach((name, value) -> attributes.add(valued(name, value)));
        ALWAYS.forEach(name -> attributes.add(plain(name)));
        API_VERSIONS.forEach(version -> attributes.add(plain(OLD + "docker-remote-api.1." + version)));
        engine.logDrivers().stream()
                .filter(LOG_DRIVERS::contains)
                .forEach(driver -> attributes.add(plain(OLD + "logging-driver." + driver)));
        attributes.add(plain(OLD + "logging-driver.none"));
        engine.volumePlugins()
                .forEach(plugin -> attributes.add(plain(NEW + "docker-plugin." + plugin.replace(':', '.'))));
        if (host.sendsLogs()) {
            SENT_LOGS.forEach(name -> attributes.add(plain(name)));
        }
        if (engine.logDrivers().contains("fluentd")) {
            ROUTED_LOGS.forEach(name -> attributes.add(plain(name)));
        }
        if (host.taskRoles()) {
            ROLES.forEach(name -> attributes.add(plain(name)));
        }
        if (!host.fileSystems().isEmpty()) {
            FILE_SYSTEMS.forEach(name -> attributes.add(plain(name)));
            host.fileSystems().forEach(name -> attributes.add(plain(name)));
        }
        if (host.taskLimits()) {
            attributes.add(plain(NEW + "task-cpu-mem-limit"));
            attributes.add(plain(NEW + "increased-task-cpu-limit"));
        }
        host.taskNetworks().ifPresent(address -> {
            attributes.add(plain(NEW + "task-eni"));
            attributes.add(valued(TaskSubnet.HOST_ATTRIBUTE, address));
        });
        attributes.add(valued("ecs.os-type", "linux"));
        attributes.add(valued("ecs.os-family", "LINUX"));
        attributes.add(valued("ecs.cpu-architecture", architecture(engine.architecture())));
        return attributes;
    }

    private static String architecture(String engines) {
        return engines.equals("aarch64") ? "arm64" : engines;
    }

    private static Attribute plain(String name) {
        return Attribute.builder().name(name).build();
    }

    private static Attribute valued(String name, String value) {
        return Attribute.builder().name(name).value(value).build();
    }

    /// What of a host is not for tasks: ports in use by others, MiB of memory, and CPU units.
    public record Reserved(Set<Integer> tcpPorts, Set<Integer> udpPorts, long memoryMib, int cpuUnits) {}

    public static List<Resource> resources(EngineFacts engine, Reserved reserved) {
        return List.of(
                number("CPU", Math.max(0, engine.cpus() * UNITS_PER_CPU - reserved.cpuUnits)),
                number("MEMORY", (int) Math.max(0, (engine.memoryBytes() >> 20) - reserved.memoryMib)),
                ports("PORTS", reserved.tcpPorts),
                ports("PORTS_UDP", reserved.udpPorts));
    }

    private static Resource number(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    private static Resource ports(String name, Collection<Integer> ports) {
        return Resource.builder()
                .name(name)
                .type("STRINGSET")
                .stringSetValue(
                        new TreeSet<>(ports).stream().map(String::valueOf).toList())
                .build();
    }
}
