package io.argosy.services;

import io.argosy.model.ApiError;
import io.argosy.model.Service;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.state.Transaction;
import java.util.List;

/// What is said to a service whose roll-outs somebody else controls (ecs-semantics 7.2, 7.4, 7.17): what it runs and
/// where is said of its task sets.
final class ExternalRules {
    private static final String EXTERNAL = "EXTERNAL";

    private ExternalRules() {}

    static boolean external(CreateServiceRequest asked) {
        return asked.deploymentController()
                .filter(controller -> controller.type().equals(EXTERNAL))
                .isPresent();
    }

    /// As it was asked for.
    static void check(CreateServiceRequest asked) {
        refuse("TaskDefinition", asked.taskDefinition().isPresent());
        refuse("NetworkConfiguration", asked.networkConfiguration().isPresent());
        refuse("LaunchType", asked.launchType().isPresent());
        refuse(
                "CapacityProviderStrategy",
                !asked.capacityProviderStrategy().orElse(List.of()).isEmpty());
        refuse("PlatformVersion", asked.platformVersion().isPresent());
        refuse(
                "AvailabilityZoneRebalancing",
                asked.availabilityZoneRebalancing().filter("ENABLED"::equals).isPresent());
        refuse("DeploymentConfiguration", asked.deploymentConfiguration().isPresent());
    }

    private static void refuse(String member, boolean given) {
        if (given) {
            throw ServiceRules.invalid(member + " must be blank for services with an EXTERNAL deployment controller.");
        }
    }

    static void check(UpdateServiceRequest asked) {
        keep("task definition", asked.taskDefinition().isPresent());
        keep("network parameters", asked.networkConfiguration().isPresent());
        keep("platform version", asked.platformVersion().isPresent());
        keep("capacity provider strategy", asked.capacityProviderStrategy().isPresent());
        keep("deployment configuration", asked.deploymentConfiguration().isPresent());
        keep(
                "Availability Zone rebalancing",
                asked.availabilityZoneRebalancing().isPresent());
        keep(
                "deployment controller",
                asked.deploymentController()
                        .filter(controller -> !controller.type().equals(EXTERNAL))
                        .isPresent());
        keep("deployments", asked.forceNewDeployment().orElse(false));
    }

    private static void keep(String what, boolean given) {
        if (given) {
            throw ServiceRules.invalid("Unable to update " + what
                    + " on services with an EXTERNAL deployment controller. Create a task set instead.");
        }
    }

    /// The service that a request about task sets is for.
    static Service active(Transaction tx, io.argosy.model.ServiceName name) {
        Service service = FindService.active(tx, name);
        if (!service.external()) {
            throw noTaskSets();
        }
        return service;
    }

    static RuntimeException noTaskSets() {
        return ApiError.invalidParameter(
                        "Task sets are only supported for services with an EXTERNAL deployment" + " controller.")
                .thrown();
    }
}
