package io.argosy.control.taskdefinitions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where a task definition can run (ecs-semantics 4.8), and what keeps it from where the caller wants it to.
final class Compatibilities {
    private final EcrImages images;

    Compatibilities(EcrImages images) {
        this.images = images;
    }

    List<String> of(Draft draft) {
        List<String> all = new ArrayList<>();
        for (String compatibility : List.of("EC2", Draft.FARGATE, "EXTERNAL", "MANAGED_INSTANCES")) {
            if (breaches(draft, compatibility).findFirst().isEmpty()) {
                all.add(compatibility);
            }
        }
        return all;
    }

    Stream<String> breachesOfRequired(Draft draft) {
        return draft.requires().stream().flatMap(compatibility -> breaches(draft, compatibility));
    }

    private Stream<String> breaches(Draft draft, String compatibility) {
        return switch (compatibility) {
            // Every recorded answer lists it; what no instance has is asked for as an attribute.
            case "EC2" -> Stream.empty();
            case "EXTERNAL" -> external(draft);
            case "MANAGED_INSTANCES" -> managedInstances(draft);
            default -> FargateRules.breaches(draft, images);
        };
    }

    private static Stream<String> external(Draft draft) {
        boolean remoteFiles = draft.volumes().stream()
                .anyMatch(volume -> volume.efsVolumeConfiguration().isPresent()
                        || volume.fsxWindowsFileServerVolumeConfiguration().isPresent());
        boolean atLaunch = draft.volumes().stream()
                .anyMatch(volume -> volume.configuredAtLaunch().orElse(false));
        return Stream.of(
                        external(draft.awsvpc(), "network mode 'awsvpc'"),
                        external(draft.asked().proxyConfiguration().isPresent(), "proxyConfiguration"),
                        external(remoteFiles, "EFS and FSx volumes"),
                        external(atLaunch, "volumes configured at launch"),
                        external(draft.asked().ephemeralStorage().isPresent(), "ephemeralStorage"),
                        external(draft.asked().enableFaultInjection().orElse(false), "enableFaultInjection"))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> external(boolean given, String what) {
        return Breach.when(given, "External compatible task definitions do not support " + what);
    }

    private static Stream<String> managedInstances(Draft draft) {
        return Stream.concat(
                Breach.when(draft.windows(), "Managed instances support the LINUX operating system family only."),
                Breach.when(
                        draft.networkMode().equals("bridge"),
                        "Managed instances support the network modes awsvpc, host and none only."));
    }
}
