package io.argosy.control.taskdefinitions;

import io.argosy.control.ClusterPolicy;
import io.argosy.shapes.ecs.DockerVolumeConfiguration;
import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.Volume;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Which of an instance's paths a volume may reach: those below the policy's roots. Docker volumes count too, since
/// their driver's options can name a path as well (`type=none,o=bind,device=/etc`).
final class HostPathRules {
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3");

    private final ClusterPolicy policy;

    HostPathRules(ClusterPolicy policy) {
        this.policy = policy;
    }

    Stream<String> breaches(Volume volume) {
        String who = "Volume '" + Draft.name(volume) + "'";
        return Stream.concat(
                volume.host().flatMap(HostVolumeProperties::sourcePath).stream()
                        .filter(path -> !path.isEmpty())
                        .flatMap(path -> path(who, "'host.sourcePath'", path)),
                volume.dockerVolumeConfiguration().stream().flatMap(docker -> options(who, docker)));
    }

    private Stream<String> options(String who, DockerVolumeConfiguration docker) {
        Map<String, String> options = docker.driverOpts().orElse(Map.of());
        boolean remote = REMOTE.contains(options.getOrDefault("type", ""));
        return options.entrySet().stream()
                .filter(option -> !remote || !option.getKey().equals("device"))
                .flatMap(option -> Stream.of(option.getValue().split("[,:=]"))
                        .filter(word -> word.startsWith("/"))
                        .flatMap(path -> path(who, "'dockerVolumeConfiguration.driverOpts' " + option.getKey(), path)));
    }

    private Stream<String> path(String who, String field, String text) {
        if (text.indexOf('\0') >= 0) {
            return Stream.of(who + ": " + field + " is not a path.");
        }
        HostPath path = HostPath.of(text);
        if (!path.absolute()) {
            return Stream.of(who + ": " + field + " must be an absolute path.");
        }
        String what = field + " '" + text + "'";
        if (path.isEngineSocket() && policy.allowEngineSocket()) {
            return Stream.empty();
        }
        return Stream.concat(
                PolicyRules.unless(policy.allowEngineSocket(), path.reachesEngine(), who, what, "allowEngineSocket"),
                PolicyRules.unless(path.below(policy.allowedHostRoots()), true, who, what, "allowedHostRoots"));
    }
}
