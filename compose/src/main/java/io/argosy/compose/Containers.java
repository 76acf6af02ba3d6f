package io.argosy.compose;

import static io.argosy.compose.LinuxSettings.some;

import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerDependency;
import io.argosy.shapes.ecs.LogConfiguration;
import io.argosy.shapes.ecs.VolumeFrom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the container of a task that a service of the file is.
final class Containers {
    /// Members of a service that other classes of this room read, or that come to nothing in a task.
    private static final Set<String> KNOWN = Set.of(
            "image",
            "build",
            "command",
            "entrypoint",
            "environment",
            "env_file",
            "secrets",
            "ports",
            "expose",
            "volumes",
            "tmpfs",
            "volumes_from",
            "depends_on",
            "links",
            "healthcheck",
            "deploy",
            "scale",
            "restart",
            "container_name",
            "labels",
            "logging",
            "user",
            "working_dir",
            "hostname",
            "privileged",
            "read_only",
            "tty",
            "stdin_open",
            "init",
            "shm_size",
            "cap_add",
            "cap_drop",
            "devices",
            "ulimits",
            "sysctls",
            "extra_hosts",
            "dns",
            "dns_search",
            "security_opt",
            "stop_grace_period",
            "network_mode",
            "networks",
            "pid",
            "ipc",
            "cpus",
            "mem_limit",
            "mem_reservation",
            "pull_policy");
    private static final Set<String> DRIVERS =
            Set.of("json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "splunk");
    private static final Map<String, String> CONDITIONS = Map.of(
            "service_started", "START",
            "service_healthy", "HEALTHY",
            "service_completed_successfully", "SUCCESS");
    private static final int LONGEST_STOP = 120;

    private final String project;
    private final String region;
    private final Variables variables;

    Containers(String project, String region, Variables variables) {
        this.project = project;
        this.region = region;
        this.variables = variables;
    }

    /// `completes` says that another container waits for its end.
    ContainerDefinition of(String name, Part service, Mounts mounts, boolean completes) {
        service.only(KNOWN);
        notes(service);
        restart(service, completes);
        Variables.Given given = variables.of(service);
        Needs needs = Needs.of(service);
        var container = ContainerDefinition.builder()
                .name(name)
                .image(image(name, service))
                .cpu(needs.shares())
                .memory(needs.memoryMib())
                .memoryReservation(needs.reservedMib())
                .essential(completes ? Optional.of(false) : Optional.empty())
                .entryPoint(some(command(service, "entrypoint")))
                .command(some(command(service, "command")))
                .environment(some(given.environment()))
                .secrets(some(given.secrets()))
                .portMappings(some(Ports.of(service)))
                .mountPoints(some(mounts.of(service)))
                .volumesFrom(some(volumesFrom(service)))
                .links(some(links(service)))
                .dependsOn(some(dependencies(service)))
                .healthCheck(Checks.of(service))
                .logConfiguration(log(name, service))
                .dockerLabels(labels(service))
                .workingDirectory(service.text("working_dir"))
                .interactive(service.flag("stdin_open"))
                .pseudoTerminal(service.flag("tty"))
                .stopTimeout(Units.seconds(service, "stop_grace_period", 0, LONGEST_STOP));
        return LinuxSettings.in(service, container).build();
    }

    private String image(String name, Part service) {
        if (!service.has("image") && !service.has("build")) {
            service.refuse("image", "is missing, and nothing is built");
        }
        return service.text("image").orElse(project + "-" + name);
    }

    private static void notes(Part service) {
        if (service.has("container_name")) {
            service.note("container_name", "the agent names containers, as there may be several of a task");
        }
        if (service.has("pull_policy")) {
            service.note("pull_policy", "hosts pull as their agents are told");
        }
        boolean named = service.items("networks").stream().anyMatch(network -> !network.equals("default"));
        if (named) {
            service.refuse(
                    "networks", "the containers of a task are in the network of their host's engine, and in no other");
        }
    }

    /// A service has its tasks begin anew when they end, whichever way.
    private static void restart(Part service, boolean completes) {
        Part policy = service.part("deploy").part("restart_policy").only(Set.of("condition"));
        String said = policy.text("condition").or(() -> service.text("restart")).orElse("always");
        String how = said.contains(":") ? said.substring(0, said.indexOf(':')) : said;
        switch (how) {
            case "always", "any", "unless-stopped" -> {
                if (completes) {
                    service.refuse("restart", said + ", and another service waits for its end");
                }
            }
            case "on-failure" -> {}
            case "no", "none", "false" -> {
                if (!completes) {
                    service.refuse(
                            "restart",
                            said
                                    + ": a service has its tasks begin anew;"
                                    + " a task for one run is what aws ecs run-task starts");
                }
            }
            default -> service.refuse("restart", said + " is none of no, always, on-failure, unless-stopped");
        }
    }

    private static List<String> command(Part service, String name) {
        if (!service.has(name)) {
            return List.of();
        }
        List<String> words = service.members().get(name) instanceof List<?>
                ? service.words(name)
                : Words.of(service.text(name).orElse(""));
        if (words.isEmpty()) {
            service.refuse(name, "is empty; that of the image cannot be taken away");
        }
        return words;
    }

    private static List<VolumeFrom> volumesFrom(Part service) {
        List<VolumeFrom> all = new ArrayList<>();
        for (String word : service.words("volumes_from")) {
            boolean readOnly = word.endsWith(":ro");
            all.add(VolumeFrom.builder()
                    .sourceContainer(word.replaceFirst(":r[ow]$", ""))
                    .readOnly(readOnly)
                    .build());
        }
        return all;
    }

    /// By links a container finds what it depends on under its name.
    private static List<String> links(Part service) {
        Set<String> links = new LinkedHashSet<>();
        if (service.text("network_mode").filter(mode -> !mode.equals("bridge")).isEmpty()) {
            needed(service).keySet().stream()
                    .filter(other -> !completion(service, other))
                    .forEach(links::add);
        }
        links.addAll(service.words("links"));
        return List.copyOf(links);
    }

    private static boolean completion(Part service, String other) {
        return "SUCCESS".equals(needed(service).get(other));
    }

    /// Which other services a service waits for, and for what of them.
    static Map<String, String> needed(Part service) {
        Map<String, String> needed = new LinkedHashMap<>();
        if (!service.has("depends_on")) {
            return needed;
        }
        if (service.members().get("depends_on") instanceof List<?>) {
            service.words("depends_on").forEach(name -> needed.put(name, "START"));
            return needed;
        }
        service.parts("depends_on").forEach((name, how) -> {
            String said = how.only(Set.of("condition")).text("condition").orElse("service_started");
            String condition = CONDITIONS.get(said);
            if (condition == null) {
                how.refuse("condition", said + " is none");
            }
            needed.put(name, Optional.ofNullable(condition).orElse("START"));
        });
        return needed;
    }

    private static List<ContainerDependency> dependencies(Part service) {
        return needed(service).entrySet().stream()
                .map(other -> ContainerDependency.builder()
                        .containerName(other.getKey())
                        .condition(other.getValue())
                        .build())
                .toList();
    }

    private static Optional<Map<String, String>> labels(Part service) {
        Map<String, String> labels = service.texts("labels");
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels);
    }

    /// Who says nothing of logs has them kept by the server.
    private LogConfiguration log(String name, Part service) {
        Part logging = service.part("logging").only(Set.of("driver", "options"));
        if (!service.has("logging")) {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("awslogs-group", "/ecs/" + project);
            options.put("awslogs-region", region);
            options.put("awslogs-stream-prefix", name);
            options.put("awslogs-create-group", "true");
            return LogConfiguration.builder()
                    .logDriver("awslogs")
                    .options(options)
                    .build();
        }
        String driver = logging.text("driver").orElse("json-file");
        if (!DRIVERS.contains(driver)) {
            logging.refuse("driver", driver + " is none that a task definition can name");
        }
        Map<String, String> options = logging.texts("options");
        return LogConfiguration.builder()
                .logDriver(driver)
                .options(options.isEmpty() ? Optional.empty() : Optional.of(options))
                .build();
    }
}
