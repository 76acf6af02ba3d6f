package io.argosy.taskdefinitions;

import io.argosy.shapes.ecs.HostVolumeProperties;
import io.argosy.shapes.ecs.Volume;
import java.util.stream.Stream;

/// Which of an instance's paths a volume may reach: those below the policy's roots. Docker volumes count too, since
/// their driver's options can name a path as well (`type=none,o=bind,device=/etc`).
final class HostPathRules {
    private final ClusterPolicy policy;

    HostPathRules(ClusterPolicy policy) {
        this.policy = policy;
    }

    Stream<String> violations(Volume volume) {
        String who = "Volume '" + RequestedDefinition.name(volume) + "'";
        return Stream.concat(
                volume.host().flatMap(HostVolumeProperties::sourcePath).stream()
                        .filter(path -> !path.isEmpty())
                        .flatMap(path -> path(who, "'host.sourcePath'", path)),
                volume.dockerVolumeConfiguration().stream().flatMap(docker -> options(who, DriverOptions.of(docker))));
    }

    private Stream<String> options(String who, DriverOptions asked) {
        String field = "'dockerVolumeConfiguration.driverOpts' ";
        return Stream.concat(
                asked.options().entrySet().stream()
                        .flatMap(option -> paths(asked, option.getKey(), option.getValue())
                                .flatMap(path -> path(who, field + option.getKey(), path))),
                PolicyRules.unless(
                        policy.allowPrivileged(),
                        asked.mountsOfTheInstance(),
                        who,
                        field + "type '" + asked.type() + "'",
                        PolicySetting.PRIVILEGED));
    }

    /// The paths of the instance in one option. What is bound is one however it is written: the engine follows a
    /// relative path from where it was started.
    private static Stream<String> paths(DriverOptions asked, String name, String value) {
        if (name.equals("device") && asked.binds()) {
            return Stream.of(value);
        }
        return name.equals("device") && asked.remote()
                ? Stream.empty()
                : Stream.of(value.split("[,:=]")).filter(word -> word.startsWith("/"));
    }

    private Stream<String> path(String who, String field, String text) {
        if (HostPath.misread(text)) {
            return Stream.of(who + ": " + field + " contains a colon or a control character.");
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
                PolicyRules.unless(
                        policy.allowEngineSocket(), path.reachesEngine(), who, what, PolicySetting.DOCKER_SOCKET),
                PolicyRules.unless(path.below(policy.allowedHostRoots()), true, who, what, PolicySetting.HOST_ROOTS));
    }
}
