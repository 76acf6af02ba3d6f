package io.argosy.launches;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.NetworkConfiguration;
import io.argosy.shapes.ecs.TaskDefinition;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a task or service may say of its network (ecs-semantics 1.4, 2.4, 7.2). Subnets and security groups are names:
/// one is there once it is used, and what a group allows is not enforced.
public final class NetworkRules {
    private static final int MOST_SUBNETS = 16;
    private static final int MOST_GROUPS = 5;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,255}");

    private NetworkRules() {}

    /// What is asked for, if definition and launch type take it; a configuration that is empty is none.
    public static Optional<AwsVpcConfiguration> checked(
            TaskDefinition definition, Optional<NetworkConfiguration> asked, String launchType) {
        boolean awsvpc = awsvpc(definition);
        Optional<AwsVpcConfiguration> given = asked.flatMap(NetworkConfiguration::awsvpcConfiguration);
        if (awsvpc && given.isEmpty()) {
            throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (!awsvpc && given.isPresent()) {
            throw invalid("Network Configuration is not valid for the given networkMode of this task definition.");
        }
        given.ifPresent(network -> check(network, launchType));
        return given;
    }

    /// What of a service's configuration a task of this definition needs: one of an earlier deployment may be of
    /// another network mode.
    public static Optional<AwsVpcConfiguration> neededBy(
            TaskDefinition definition, Optional<NetworkConfiguration> given) {
        return given.flatMap(NetworkConfiguration::awsvpcConfiguration).filter(_ -> awsvpc(definition));
    }

    /// What a task of this definition might say, where only the definition is known.
    public static Optional<AwsVpcConfiguration> anyNeededBy(TaskDefinition definition) {
        return Optional.of(AwsVpcConfiguration.builder().subnets(List.of("any")).build())
                .filter(_ -> awsvpc(definition));
    }

    public static boolean awsvpc(TaskDefinition definition) {
        return definition.networkMode().equals(Optional.of("awsvpc"));
    }

    private static void check(AwsVpcConfiguration network, String launchType) {
        List<String> groups = network.securityGroups().orElse(List.of());
        if (network.subnets().isEmpty()) {
            throw invalid("subnets can not be empty.");
        }
        if (network.subnets().size() > MOST_SUBNETS) {
            throw invalid("subnets can have at most " + MOST_SUBNETS + " items.");
        }
        if (groups.size() > MOST_GROUPS) {
            throw invalid("securityGroups can have at most " + MOST_GROUPS + " items.");
        }
        network.subnets().forEach(name -> checkName("subnet", name));
        groups.forEach(name -> checkName("security group", name));
        String publicAddress = network.assignPublicIp().orElse("DISABLED");
        if (!List.of("ENABLED", "DISABLED").contains(publicAddress)) {
            throw invalid("assignPublicIp should be one of [ENABLED,DISABLED]");
        }
        if (publicAddress.equals("ENABLED") && !launchType.equals("FARGATE")) {
            throw invalid("Assign public IP is not supported for this launch type.");
        }
    }

    private static void checkName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid("The " + what + " ID '" + name + "' is not valid.");
        }
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
