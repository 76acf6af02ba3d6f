package io.argosy.services;

import io.argosy.model.LaunchType;
import io.argosy.shapes.ecs.CreateServiceRequest;
import java.util.List;

/// What a service may not ask for that has one task on each instance (ecs-semantics 1.4, 7.2).
final class DaemonRules {
    private static final String DAEMON = "DAEMON";

    private DaemonRules() {}

    static boolean daemon(CreateServiceRequest asked) {
        return asked.schedulingStrategy().filter(DAEMON::equals).isPresent();
    }

    /// `asked` is complete.
    static void check(CreateServiceRequest asked) {
        if (!daemon(asked)) {
            return;
        }
        if (asked.desiredCount().isPresent()) {
            throw refused("a desired count for services. Remove the desired count value and try again");
        }
        if (!asked.placementStrategy().orElse(List.of()).isEmpty()) {
            throw refused("placement strategies. Remove the placement strategy and try again.");
        }
        if (asked.capacityProviderStrategy().isPresent()) {
            throw refused("capacity provider strategies. Specify a launch type and try again.");
        }
        if (asked.launchType().filter(LaunchType.FARGATE.name()::equals).isPresent()) {
            throw refused("the Fargate launch type. Specify EC2 or EXTERNAL and try again.");
        }
        if (asked.deploymentController()
                .filter(controller -> !controller.type().equals("ECS"))
                .isPresent()) {
            throw refused("deployment controllers other than ECS. Remove the deployment controller and try again.");
        }
        if (asked.availabilityZoneRebalancing().filter("ENABLED"::equals).isPresent()) {
            throw refused("Availability Zone rebalancing. Remove it and try again.");
        }
        if (asked.deploymentConfiguration()
                .flatMap(configuration -> configuration.maximumPercent())
                .filter(most -> most > 100)
                .isPresent()) {
            throw refused("values above 100 for maximumPercent. Remove it, or set it to 100, and try again.");
        }
    }

    private static RuntimeException refused(String what) {
        return ServiceRules.invalid("The daemon scheduling strategy does not support " + what);
    }
}
