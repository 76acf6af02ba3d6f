package io.argosy.jobqueues.environments;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.batch.ComputeResource;
import io.argosy.shapes.batch.ComputeScalingPolicy;
import io.argosy.shapes.batch.CreateComputeEnvironmentRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a compute environment must be like (batch-semantics 3.2, 3.4), made or changed.
final class EnvironmentRules {
    /// A type of a family, a family, or what lets Batch choose.
    private static final Pattern INSTANCE_TYPE =
            Pattern.compile("optimal|default_x86_64|default_arm64|[a-z][a-z0-9-]*[0-9][a-z0-9-]*(\\.[a-z0-9-]+)?");

    private static final String PROFILE = "arn:.*:instance-profile/.+";
    private static final int MOST_SUBNETS = 16;
    private static final int LEAST_DELAY_MINUTES = 20;
    private static final int MOST_DELAY_MINUTES = 10_080;

    private EnvironmentRules() {}

    /// EC2 and SPOT, whose instances Batch chooses itself.
    static boolean onInstances(String type) {
        return type.equals("EC2") || type.equals("SPOT");
    }

    static boolean onFargate(String type) {
        return type.startsWith("FARGATE");
    }

    static void check(Caller caller, CreateComputeEnvironmentRequest asked) {
        if (asked.eksConfiguration().isPresent()) {
            throw BatchErrors.unsupported("eksConfiguration");
        }
        boolean managed = asked.type().equals("MANAGED");
        Stream.of(
                        breach(!managed && asked.serviceRole().isEmpty(), "ServiceRole is required."),
                        breach(
                                managed && asked.computeResources().isEmpty(),
                                "computeResources must be provided for a MANAGED compute environment"),
                        breach(
                                !managed && asked.computeResources().isPresent(),
                                "computeResources must not be provided for an UNMANAGED compute environment"),
                        breach(
                                managed && asked.unmanagedvCpus().isPresent(),
                                "unmanagedvCpus can only be provided for an UNMANAGED compute environment"),
                        breach(asked.unmanagedvCpus().orElse(0) < 0, "unmanagedvCpus must not be negative"),
                        asked.computeResources().stream().flatMap(EnvironmentRules::breaches))
                .flatMap(breaches -> breaches)
                .findFirst()
                .ifPresent(text -> {
                    throw BatchErrors.wrapped(caller, text);
                });
        asked.computeResources().flatMap(ComputeResource::instanceTypes).ifPresent(EnvironmentRules::types);
    }

    private static Stream<String> breaches(ComputeResource resources) {
        Stream<String> own = switch (resources.type()) {
            case "EC2", "SPOT" -> instances(resources);
            case "FARGATE", "FARGATE_SPOT" -> fargate(resources);
            default -> managedInstances(resources);
        };
        return Stream.of(own, bounds(resources)).flatMap(breaches -> breaches);
    }

    private static Stream<String> instances(ComputeResource resources) {
        boolean spot = resources.type().equals("SPOT");
        String strategy = resources.allocationStrategy().orElse("BEST_FIT");
        int minutes = resources
                .scalingPolicy()
                .flatMap(ComputeScalingPolicy::minScaleDownDelayMinutes)
                .orElse(0);
        int images = resources.ec2Configuration().orElse(List.of()).size();
        return Stream.of(
                        breach(resources.instanceRole().isEmpty(), "Instance role is required."),
                        breach(
                                resources
                                        .instanceRole()
                                        .filter(role -> role.startsWith("arn:") && !role.matches(PROFILE))
                                        .isPresent(),
                                "The ECS Instance Role should be an ECS Instance Profile ARN."),
                        breach(resources.minvCpus().isEmpty(), "Resource minvCpus is required."),
                        breach(empty(resources.instanceTypes()), "Resource instanceTypes is required."),
                        breach(empty(resources.subnets()), "Resource subnets is required."),
                        breach(
                                spot
                                        && strategy.equals("BEST_FIT")
                                        && resources.spotIamFleetRole().isEmpty(),
                                "spotIamFleetRole is required for the allocation strategy BEST_FIT."),
                        breach(
                                !spot && resources.bidPercentage().isPresent(),
                                "bidPercentage is only applicable for SPOT."),
                        breach(images > 2, "At most 2 ec2Configuration can be specified."),
                        breach(
                                minutes != 0 && (minutes < LEAST_DELAY_MINUTES || minutes > MOST_DELAY_MINUTES),
                                "minScaleDownDelayMinutes must be 0 or between " + LEAST_DELAY_MINUTES + " and "
                                        + MOST_DELAY_MINUTES + "."),
                        barred(resources.managedInstancesProvider(), "managedInstancesProvider", resources.type()),
                        barred(resources.capacityTags(), "capacityTags", resources.type()))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> fargate(ComputeResource resources) {
        return Stream.of(
                        onInstancesOnly(resources, "Fargate"),
                        barred(resources.managedInstancesProvider(), "managedInstancesProvider", "Fargate"),
                        barred(resources.capacityTags(), "capacityTags", "Fargate"),
                        breach(empty(resources.subnets()), "Resource subnets is required."),
                        breach(
                                resources.subnets().orElse(List.of()).size() > MOST_SUBNETS,
                                "At most " + MOST_SUBNETS + " subnets can be specified."),
                        breach(empty(resources.securityGroupIds()), "Resource securityGroupIds is required."))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> managedInstances(ComputeResource resources) {
        return Stream.of(
                        breach(
                                resources.managedInstancesProvider().isEmpty(),
                                "Resource managedInstancesProvider is required."),
                        onInstancesOnly(resources, resources.type()),
                        barred(resources.subnets(), "subnets", resources.type()),
                        barred(resources.securityGroupIds(), "securityGroupIds", resources.type()))
                .flatMap(breaches -> breaches);
    }

    private static Stream<String> onInstancesOnly(ComputeResource resources, String kind) {
        Map<String, Optional<?>> members = Map.ofEntries(
                Map.entry("allocationStrategy", resources.allocationStrategy()),
                Map.entry("bidPercentage", resources.bidPercentage()),
                Map.entry("desiredvCpus", resources.desiredvCpus()),
                Map.entry("ec2Configuration", resources.ec2Configuration()),
                Map.entry("ec2KeyPair", resources.ec2KeyPair()),
                Map.entry("imageId", resources.imageId()),
                Map.entry("instanceRole", resources.instanceRole()),
                Map.entry("instanceTypes", resources.instanceTypes()),
                Map.entry("launchTemplate", resources.launchTemplate()),
                Map.entry("minvCpus", resources.minvCpus()),
                Map.entry("placementGroup", resources.placementGroup()),
                Map.entry("scalingPolicy", resources.scalingPolicy()),
                Map.entry("spotIamFleetRole", resources.spotIamFleetRole()),
                Map.entry("tags", resources.tags()));
        return members.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(member -> barred(member.getValue(), member.getKey(), kind));
    }

    private static Stream<String> bounds(ComputeResource resources) {
        int min = resources.minvCpus().orElse(0);
        int desired = resources.desiredvCpus().orElse(min);
        return Stream.of(
                        breach(min < 0, "minvCpus must not be negative"),
                        breach(resources.maxvCpus() < 0, "maxvCpus must not be negative"),
                        breach(min > resources.maxvCpus(), "minvCpus must be less than or equal to maxvCpus"),
                        breach(
                                desired < min || desired > resources.maxvCpus(),
                                "desiredvCpus must be between minvCpus and maxvCpus"))
                .flatMap(breaches -> breaches);
    }

    private static void types(List<String> types) {
        types.stream()
                .filter(type -> !INSTANCE_TYPE.matcher(type).matches())
                .findFirst()
                .ifPresent(type -> {
                    throw new ApiError("InvalidParameterValue", "Instance type " + type + " does not exist").thrown();
                });
    }

    private static boolean empty(Optional<List<String>> list) {
        return list.orElse(List.of()).isEmpty();
    }

    private static Stream<String> barred(Optional<?> member, String name, String kind) {
        return breach(member.isPresent(), name + " is not applicable for " + kind + ".");
    }

    private static Stream<String> breach(boolean so, String text) {
        return so ? Stream.of(text) : Stream.empty();
    }
}
