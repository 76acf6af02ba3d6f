package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.Secret;
import io.argosy.shapes.ecs.Volume;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The attributes an instance must carry to run a task definition (ecs-semantics 4.9): one for each thing the agent
/// there must know how to do. Where ECS's recorded answers and its documents differ, the answers are followed:
/// `recorded-attributes.csv` of the tests has them (decision 0105).
final class RequiredAttributes {
    private static final String OLD = "com.amazonaws.ecs.capability.";
    private static final String NEW = "ecs.capability.";
    private static final String ENGINE_API = OLD + "docker-remote-api.1.";
    private static final int CPU_OF_OLD_AGENTS = 10_240;

    private final EcrImages images;

    RequiredAttributes(EcrImages images) {
        this.images = images;
    }

    List<Attribute> of(RequestedDefinition requested) {
        Set<String> names = new LinkedHashSet<>();
        task(requested, names);
        for (ContainerDefinition container : requested.containers()) {
            image(requested, container, names);
            logging(requested, container, names);
            secrets(container, names);
            running(container, names);
            security(container, names);
        }
        requested.volumes().forEach(volume -> volume(volume, names));
        return names.stream()
                .map(name -> Attribute.builder().name(name).build())
                .toList();
    }

    private static void task(RequestedDefinition requested, Set<String> names) {
        add(names, requested.awsvpc(), NEW + "task-eni", ENGINE_API + "18");
        add(names, requested.taskRole(), OLD + "task-iam-role");
        add(names, requested.taskRole() && requested.networkMode().equals("host"), OLD + "task-iam-role-network-host");
        add(names, requested.cpu().orElse(0) > CPU_OF_OLD_AGENTS, NEW + "increased-task-cpu-limit");
        add(names, requested.asked().ephemeralStorage().isPresent(), NEW + "extensible-ephemeral-storage");
        boolean namespaces = requested.asked().pidMode().isPresent()
                || requested.asked().ipcMode().isPresent();
        add(names, namespaces, NEW + "pid-ipc-namespace-sharing");
        add(names, requested.asked().proxyConfiguration().isPresent(), NEW + "aws-appmesh");
        add(names, requested.asked().enableFaultInjection().orElse(false), NEW + "fault-injection");
    }

    private void image(RequestedDefinition requested, ContainerDefinition container, Set<String> names) {
        add(names, images.has(container), OLD + "ecr-auth");
        add(names, images.has(container) && requested.executionRole(), NEW + "execution-role-ecr-pull");
        add(
                names,
                container.repositoryCredentials().isPresent(),
                NEW + "private-registry-authentication.secretsmanager");
    }

    private static void logging(RequestedDefinition requested, ContainerDefinition container, Set<String> names) {
        String driver = LogRules.driver(container);
        add(names, !driver.isEmpty(), OLD + "logging-driver." + driver);
        boolean awslogs = driver.equals(LogRules.AWSLOGS);
        add(names, awslogs, ENGINE_API + "19");
        add(names, awslogs && requested.executionRole(), NEW + "execution-role-awslogs");
        add(names, !driver.isEmpty() && !awslogs, ENGINE_API + "18");
        container.logConfiguration().ifPresent(log -> {
            Map<String, String> options = log.options().orElse(Map.of());
            add(names, LogOptions.buffered(log), ENGINE_API + "28");
            add(names, awslogs && options.containsKey("awslogs-create-group"), ENGINE_API + "29");
            add(
                    names,
                    options.containsKey("log-driver-buffer-limit"),
                    NEW + "logging-driver.awsfirelens.log-driver-buffer-limit");
        });
        container.firelensConfiguration().ifPresent(firelens -> {
            add(names, true, OLD + "logging-driver.awsfirelens", NEW + "firelens." + firelens.type());
            String source = firelens.options().orElse(Map.of()).getOrDefault("config-file-type", "");
            add(names, !source.isEmpty(), NEW + "firelens.options.config." + source);
        });
    }

    private static void secrets(ContainerDefinition container, Set<String> names) {
        for (Secret secret : container.secrets().orElse(List.of())) {
            add(names, true, NEW + "secrets." + store(secret) + ".environment-variables");
        }
        for (Secret secret : SecretRules.ofLogging(container)) {
            add(names, true, NEW + "secrets." + store(secret) + ".bootstrap.log-driver");
        }
        add(names, !container.environmentFiles().orElse(List.of()).isEmpty(), NEW + "env-files.s3");
    }

    private static String store(Secret secret) {
        return secret.valueFrom().contains(":secretsmanager:") ? "asm" : "ssm";
    }

    private static void running(ContainerDefinition container, Set<String> names) {
        container.healthCheck().ifPresent(check -> {
            add(names, true, NEW + "container-health-check");
            add(names, true, ENGINE_API + (check.startPeriod().isPresent() ? "29" : "24"));
        });
        boolean ordered = !container.dependsOn().orElse(List.of()).isEmpty()
                || container.startTimeout().isPresent()
                || container.stopTimeout().isPresent();
        add(names, ordered, NEW + "container-ordering");
        add(names, container.restartPolicy().isPresent(), NEW + "container-restart-policy");
        boolean ranges = PortRules.of(container).stream()
                .anyMatch(mapping -> mapping.containerPortRange().isPresent());
        add(names, ranges, NEW + "network.container-port-range");
        boolean labels = !container.dockerLabels().orElse(Map.of()).isEmpty()
                || !container.ulimits().orElse(List.of()).isEmpty();
        add(names, labels, ENGINE_API + "18");
        add(names, container.memoryReservation().isPresent(), ENGINE_API + "21");
        boolean plain = container.user().isPresent()
                || container.hostname().isPresent()
                || !container.links().orElse(List.of()).isEmpty();
        add(names, plain, ENGINE_API + "17");
        container.linuxParameters().ifPresent(linux -> {
            boolean mapped = linux.sharedMemorySize().isPresent()
                    || !linux.devices().orElse(List.of()).isEmpty();
            add(names, mapped, ENGINE_API + "22");
            add(names, linux.initProcessEnabled().orElse(false), ENGINE_API + "25");
        });
    }

    private static void security(ContainerDefinition container, Set<String> names) {
        add(names, container.privileged().orElse(false), OLD + "privileged-container");
        for (String option : container.dockerSecurityOptions().orElse(List.of())) {
            add(names, option.startsWith("label"), OLD + "selinux");
            add(names, option.startsWith("apparmor"), OLD + "apparmor");
        }
        for (String spec : container.credentialSpecs().orElse(List.of())) {
            add(names, spec.startsWith("credentialspecdomainless:"), NEW + "gmsa-domainless");
            add(names, !spec.startsWith("credentialspecdomainless:"), NEW + "gmsa");
        }
    }

    private static void volume(Volume volume, Set<String> names) {
        volume.dockerVolumeConfiguration()
                .ifPresent(docker -> add(
                        names, true, NEW + "docker-plugin." + docker.driver().orElse("local")));
        // Also without encryption or authorization.
        add(names, volume.efsVolumeConfiguration().isPresent(), NEW + "efs", NEW + "efsAuth", ENGINE_API + "25");
        boolean fsx = volume.fsxWindowsFileServerVolumeConfiguration().isPresent();
        add(names, fsx, NEW + "fsxWindowsFileServer");
        add(names, volume.s3filesVolumeConfiguration().isPresent(), NEW + "s3files");
        add(names, volume.configuredAtLaunch().orElse(false), NEW + "storage.ebs-task-volume-attach");
    }

    private static void add(Set<String> names, boolean needed, String... attributes) {
        if (needed) {
            names.addAll(List.of(attributes));
        }
    }
}
