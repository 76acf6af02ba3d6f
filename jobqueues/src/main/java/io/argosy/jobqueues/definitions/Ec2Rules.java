package io.argosy.jobqueues.definitions;

import static io.argosy.jobqueues.definitions.Breach.when;

import io.argosy.jobqueues.resources.Platform;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.ResourceRequirement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a job on instances must be like (batch-semantics 6.3, 6.4).
final class Ec2Rules {
    private Ec2Rules() {}

    static Stream<String> breaches(EcsTaskProperties task, Set<Platform> platforms) {
        return Stream.of(
                        fargateOnly("networkConfiguration", task.networkConfiguration()),
                        fargateOnly("platformVersion", task.platformVersion()),
                        fargateOnly("ephemeralStorage", task.ephemeralStorage()),
                        fargateOnly("runtimePlatform", task.runtimePlatform()),
                        when(
                                task.networkMode().isPresent() && !platforms.contains(Platform.MANAGED_INSTANCES),
                                "networkMode is only applicable for managed instances."),
                        task.containers().stream()
                                .flatMap(container -> container.resourceRequirements().orElse(List.of()).stream())
                                .flatMap(Ec2Rules::whole))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> whole(ResourceRequirement given) {
        return when(
                given.type().equals("VCPU") && !given.value().matches("[1-9][0-9]*"),
                "The vCPU of a job on EC2 must be a whole number of at least 1: " + given.value());
    }

    private static Stream<String> fargateOnly(String member, Optional<?> given) {
        return when(given.isPresent(), member + " not applicable for EC2.");
    }
}
