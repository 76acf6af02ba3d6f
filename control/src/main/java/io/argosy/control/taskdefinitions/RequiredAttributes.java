package io.argosy.control.taskdefinitions;

import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.LinuxParameters;
import io.argosy.shapes.ecs.Secret;
import io.argosy.shapes.ecs.Volume;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The attributes an instance must carry to run a task definition (ecs-semantics 4.9): one for each thing the agent
/// there must know how to do.
final class RequiredAttributes {
    private static final String OLD = "com.amazonaws.ecs.capability.";
    private static final String NEW = "ecs.capability.";
    private static final String ENGINE_API = OLD + "docker-remote-api.1.";

    private final EcrImages images;

    RequiredAttributes(EcrImages images) {
        this.images = images;
    }

    List<Attribute> of(Draft draft) {
        Set<String> names = new LinkedHashSet<>();
        task(draft, names);
        for (ContainerDefinition container : draft.containers()) {
            image(draft, container, names);
            logging(draft, container, names);
            secrets(container, names);
            running(container, names);
            security(container, names);
        }
        draft.volumes().forEach(volume -> volume(volume, names));
        return names.stream()
                .map(name -> Attribute.builder().name(name).build())
                .toList();
    }

    private static void task(Draft draft, Set<String> names) {
        add(names, draft.awsvpc(), NEW + "task-eni", ENGINE_API + "18");
        add(names, draft.taskRole(), OLD + "task-iam-role");
        add(names, draft.taskRole() && draft.networkMode().equals("host"), OLD + "task-iam-role-network-host");
        add(names, draft.cpu().isPresent() || draft.memoryMib().isPresent(), NEW + "task-cpu-mem-limit");
        boolean namespaces =
                draft.asked().pidMode().isPresent() || draft.asked().ipcMode().isPresent();
        add(names, namespaces, NEW + "pid-ipc-namespace-sharing");
        add(names, draft.asked().proxyConfiguration().isPresent(), NEW + "aws-appmesh");
        add(names, draft.asked().enableFaultInjection().orElse(false), NEW + "fault-injection");
    }

    private void image(Draft draft, ContainerDefinition container, Set<String> names) {
        add(names, images.has(container), OLD + "ecr-auth");
        add(names, images.has(container) && draft.executionRole(), NEW + "execution-role-ecr-pull");
        add(
                names,
                container.repositoryCredentials().isPresent(),
                NEW + "private-registry-authentication.secretsmanager");
    }

    private static void logging(Draft draft, ContainerDefinition container, Set<String> names) {
        String driver = Logging.driver(container);
        add(names, !driver.isEmpty(), OLD + "logging-driver." + driver);
        boolean awslogs = driver.equals(Logging.AWSLOGS);
        add(names, awslogs, ENGINE_API + "19");
        add(names, awslogs && draft.executionRole(), NEW + "execution-role-awslogs");
        add(names, !driver.isEmpty() && !awslogs, ENGINE_API + "18");
        container
                .logConfiguration()
                .flatMap(log -> log.options())
                .ifPresent(options -> add(
                        names,
                        options.containsKey("log-driver-buffer-limit"),
                        NEW + "logging-driver.awsfirelens.log-driver-buffer-limit"));
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
        for (Secret secret : Secrets.ofLogging(container)) {
            add(names, true, NEW + "secrets." + store(secret) + ".bootstrap.log-driver");
        }
        add(names, !container.environmentFiles().orElse(List.of()).isEmpty(), NEW + "env-files.s3");
    }

    private static String store(Secret secret) {
        return secret.valueFrom().contains(":secretsmanager:") ? "asm" : "ssm";
    }

    private static void running(ContainerDefinition container, Set<String> names) {
        boolean check = container.healthCheck().isPresent();
        add(names, check, NEW + "container-health-check", ENGINE_API + "24");
        boolean ordered = !container.dependsOn().orElse(List.of()).isEmpty()
                || container.startTimeout().isPresent()
                || container.stopTimeout().isPresent();
        add(names, ordered, NEW + "container-ordering");
        add(names, container.restartPolicy().isPresent(), NEW + "container-restart-policy");
        boolean ranges = Ports.of(container).stream()
                .anyMatch(mapping -> mapping.containerPortRange().isPresent());
        add(names, ranges, NEW + "network.container-port-range");
        boolean labels = !container.dockerLabels().orElse(Map.of()).isEmpty()
                || !container.ulimits().orElse(List.of()).isEmpty();
        add(names, labels, ENGINE_API + "18");
        boolean init = container
                .linuxParameters()
                .flatMap(LinuxParameters::initProcessEnabled)
                .orElse(false);
        add(names, init, ENGINE_API + "25");
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
        volume.efsVolumeConfiguration().ifPresent(efs -> {
            add(names, true, NEW + "efs");
            add(names, efs.authorizationConfig().isPresent(), NEW + "efsAuth");
        });
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
