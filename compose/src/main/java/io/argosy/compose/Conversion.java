package io.argosy.compose;

import static io.argosy.compose.LinuxSettings.some;

import io.argosy.compose.Converted.ImageToBuild;
import io.argosy.compose.Converted.Unit;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentCircuitBreaker;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Makes tasks and services of the services of a file.
final class Conversion {
    private static final Set<String> DEPLOY =
            Set.of("mode", "replicas", "resources", "restart_policy", "update_config");
    private static final int MOST_CONTAINERS = 10;
    private static final int MOST_TASKS = 10_000;
    private static final int LEAST_CPU = 128;

    private final String project;
    private final Path folder;
    private final ComposeFile.Roles roles;
    private final Map<String, Part> services;
    private final Map<String, Part> volumes;
    private final Containers containers;

    Conversion(
            String project,
            Path folder,
            ComposeFile.Roles roles,
            Map<String, Part> services,
            Map<String, Part> volumes,
            Containers containers) {
        this.project = project;
        this.folder = folder;
        this.roles = roles;
        this.services = services;
        this.volumes = volumes;
        this.containers = containers;
    }

    List<Unit> units() {
        return Groups.of(services, volumes.keySet()).stream().map(this::unit).toList();
    }

    private Part service(String name) {
        return Objects.requireNonNull(services.get(name));
    }

    private Unit unit(List<String> names) {
        Part leading = service(names.getFirst());
        if (names.size() > MOST_CONTAINERS) {
            leading.refuse(
                    "depends_on",
                    "a task has " + MOST_CONTAINERS + " containers at most, and these are " + names.size() + ": "
                            + String.join(", ", names));
        }
        var mounts = new Mounts(project, volumes);
        List<ContainerDefinition> made = names.stream()
                .map(name -> containers.of(name, service(name), mounts, completes(name)))
                .toList();
        String family = project + "-" + names.getFirst();
        boolean secret = made.stream().anyMatch(container -> container.secrets().isPresent());
        if (secret && roles.execution().isEmpty()) {
            leading.refuse(
                    "secrets", "tasks read them as an execution role: x-argosy: {execution-role: NAME} names it");
        }
        var definition = RegisterTaskDefinitionRequest.builder()
                .family(family)
                .containerDefinitions(made)
                .cpu(limit(names))
                .networkMode(same(names, "network_mode", Set.of("bridge", "host", "none")))
                .pidMode(same(names, "pid", Set.of("host")))
                .ipcMode(same(names, "ipc", Set.of("host", "none")))
                .volumes(some(List.copyOf(mounts.volumes())))
                .executionRoleArn(roles.execution())
                .taskRoleArn(roles.task())
                .build();
        Optional<Integer> count = count(names);
        boolean alone = made.stream().anyMatch(Conversion::fixed)
                || mounts.volumes().stream()
                        .anyMatch(volume -> volume.dockerVolumeConfiguration().isPresent());
        var service = CreateServiceRequest.builder()
                .serviceName(family)
                .taskDefinition(family)
                .desiredCount(count.orElse(1))
                .deploymentConfiguration(rollout(names, alone))
                .build();
        List<ImageToBuild> builds =
                names.stream().flatMap(name -> build(name).stream()).toList();
        return new Unit(definition, service, builds, count.isPresent());
    }

    private boolean completes(String name) {
        return services.values().stream()
                .anyMatch(other -> "SUCCESS".equals(Containers.needed(other).get(name)));
    }

    private static boolean fixed(ContainerDefinition container) {
        return container.portMappings().orElse(List.of()).stream()
                .anyMatch(port -> port.hostPort().orElse(0) != 0);
    }

    /// What all containers of a task have in common; the others say nothing of it, or the same.
    private Optional<String> same(List<String> names, String member, Set<String> known) {
        Set<String> said = new LinkedHashSet<>();
        for (String name : names) {
            service(name).text(member).ifPresent(value -> {
                said.add(value);
                if (!known.contains(value)) {
                    service(name).refuse(member, value + " cannot be had");
                }
            });
        }
        if (said.size() > 1
                || said.size() == 1
                        && names.stream().anyMatch(name -> !service(name).has(member))) {
            service(names.getFirst())
                    .refuse(member, "is that of a whole task, so it is the same for " + String.join(", ", names));
        }
        return said.stream().findFirst();
    }

    /// A limit of processors is a task's in ECS: the sum of those of its containers, if each has one.
    private Optional<String> limit(List<String> names) {
        List<Integer> limits = new ArrayList<>();
        for (String name : names) {
            Needs.of(service(name)).mostShares().ifPresent(limits::add);
        }
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        int sum = limits.stream().mapToInt(Integer::intValue).sum();
        if (limits.size() < names.size()) {
            service(names.getFirst())
                    .refuse(
                            "deploy.resources.limits.cpus",
                            "is a task's in ECS: say it for each of " + String.join(", ", names));
        } else if (sum < LEAST_CPU) {
            service(names.getFirst()).refuse("deploy.resources.limits.cpus", "a task has 0.125 at least");
        }
        return Optional.of(String.valueOf(sum));
    }

    private Optional<Integer> count(List<String> names) {
        Set<Integer> counts = new LinkedHashSet<>();
        boolean said = false;
        for (String name : names) {
            Part service = service(name);
            Part deploy = service.part("deploy").only(DEPLOY);
            deploy.text("mode")
                    .filter(mode -> !mode.equals("replicated"))
                    .ifPresent(mode -> deploy.refuse("mode", mode + " cannot be had"));
            Optional<Integer> count =
                    deploy.whole("replicas", 0, MOST_TASKS).or(() -> service.whole("scale", 0, MOST_TASKS));
            said |= count.isPresent();
            if (!completes(name)) {
                counts.add(count.orElse(1));
            }
        }
        if (counts.size() > 1) {
            service(names.getFirst())
                    .refuse(
                            "deploy.replicas",
                            "of each task there are as many, so it is the same for " + String.join(", ", names));
        }
        return said ? counts.stream().findFirst() : Optional.empty();
    }

    /// As compose does it, the old task goes before the new one comes where a port or a volume is one task's at a time.
    private DeploymentConfiguration rollout(List<String> names, boolean alone) {
        Part update =
                service(names.getFirst()).part("deploy").part("update_config").only(Set.of("order", "failure_action"));
        boolean stopFirst = switch (update.text("order").orElse(alone ? "stop-first" : "start-first")) {
            case "stop-first" -> true;
            case "start-first" -> false;
            default -> {
                update.refuse("order", "is stop-first or start-first");
                yield false;
            }
        };
        String failure = update.text("failure_action").orElse("continue");
        if (!Set.of("continue", "pause", "rollback").contains(failure)) {
            update.refuse("failure_action", "is continue, pause or rollback");
        }
        return DeploymentConfiguration.builder()
                .minimumHealthyPercent(stopFirst ? 0 : 100)
                .maximumPercent(stopFirst ? 100 : 200)
                .deploymentCircuitBreaker(
                        failure.equals("continue")
                                ? Optional.empty()
                                : Optional.of(DeploymentCircuitBreaker.builder()
                                        .enable(true)
                                        .rollback(failure.equals("rollback"))
                                        .build()))
                .build();
    }

    private Optional<ImageToBuild> build(String name) {
        Part service = service(name);
        if (!service.has("build")) {
            return Optional.empty();
        }
        boolean mapping = service.members().get("build") instanceof Map<?, ?>;
        Part build = mapping
                ? service.part("build").only(Set.of("context", "dockerfile", "args", "target"))
                : new Part(service.at("build"), Map.of(), service.findings());
        String context = mapping
                ? build.text("context").orElse(".")
                : service.text("build").orElse(".");
        if (context.contains("://") || context.startsWith("git@")) {
            service.refuse("build", context + ": only a folder is built");
        }
        return Optional.of(new ImageToBuild(
                name,
                folder.resolve(context).normalize(),
                build.text("dockerfile").orElse("Dockerfile"),
                build.text("target"),
                build.texts("args")));
    }
}
