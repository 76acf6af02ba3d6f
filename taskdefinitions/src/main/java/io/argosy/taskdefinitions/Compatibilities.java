package io.argosy.taskdefinitions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where a task definition can run (ecs-semantics 4.8), and what keeps it from where the caller wants it to.
final class Compatibilities {
    private final EcrImages images;

    Compatibilities(EcrImages images) {
        this.images = images;
    }

    List<String> of(RequestedDefinition requested) {
        List<String> all = new ArrayList<>();
        for (String compatibility : List.of("EC2", RequestedDefinition.FARGATE, "EXTERNAL", "MANAGED_INSTANCES")) {
            if (violations(requested, compatibility).findFirst().isEmpty()) {
                all.add(compatibility);
            }
        }
        return all;
    }

    Stream<String> breachesOfRequired(RequestedDefinition requested) {
        return requested.requires().stream().flatMap(compatibility -> violations(requested, compatibility));
    }

    private Stream<String> violations(RequestedDefinition requested, String compatibility) {
        return switch (compatibility) {
            // Every recorded answer lists it; what no instance has is asked for as an attribute.
            case "EC2" -> Stream.empty();
            case "EXTERNAL" -> external(requested);
            case "MANAGED_INSTANCES" -> managedInstances(requested);
            default -> FargateRules.violations(requested, images);
        };
    }

    private static Stream<String> external(RequestedDefinition requested) {
        boolean remoteFiles = requested.volumes().stream()
                .anyMatch(volume -> volume.efsVolumeConfiguration().isPresent()
                        || volume.fsxWindowsFileServerVolumeConfiguration().isPresent());
        boolean atLaunch = requested.volumes().stream()
                .anyMatch(volume -> volume.configuredAtLaunch().orElse(false));
        return Stream.of(
                        external(requested.awsvpc(), "network mode 'awsvpc'"),
                        external(requested.asked().proxyConfiguration().isPresent(), "proxyConfiguration"),
                        external(remoteFiles, "EFS and FSx volumes"),
                        external(atLaunch, "volumes configured at launch"),
                        external(requested.asked().ephemeralStorage().isPresent(), "ephemeralStorage"),
                        external(requested.asked().enableFaultInjection().orElse(false), "enableFaultInjection"))
                .flatMap(violations -> violations);
    }

    private static Stream<String> external(boolean given, String what) {
        return Violation.when(given, "External compatible task definitions do not support " + what);
    }

    private static Stream<String> managedInstances(RequestedDefinition requested) {
        return Stream.concat(
                Violation.when(
                        requested.windows(), "Managed instances support the LINUX operating system family only."),
                Violation.when(
                        requested.networkMode().equals("bridge"),
                        "Managed instances support the network modes awsvpc, host and none only."));
    }
}
