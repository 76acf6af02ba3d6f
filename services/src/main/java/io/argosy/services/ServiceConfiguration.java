package io.argosy.services;

import io.argosy.launches.Capacity;
import io.argosy.launches.ClusterProviders;
import io.argosy.launches.Fargate;
import io.argosy.planning.Strategies;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentCircuitBreaker;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DeploymentController;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.util.List;
import java.util.Optional;

/// What a caller wants of a service in the form it is stored: defaults filled in (ecs-semantics 7.2), updates merged,
/// and nothing in it that belongs to the request alone, so that equal wishes are equal.
final class ServiceConfiguration {
    private ServiceConfiguration() {}

    static CreateServiceRequest complete(CreateServiceRequest asked) {
        return asked.toBuilder()
                .cluster(Optional.empty())
                .clientToken(Optional.empty())
                .availabilityZoneRebalancing(
                        asked.availabilityZoneRebalancing().orElse(rebalanced(asked) ? "ENABLED" : "DISABLED"))
                .launchType(asked.launchType().or(() -> launchType(asked)))
                .schedulingStrategy(asked.schedulingStrategy().orElse("REPLICA"))
                .deploymentController(asked.deploymentController()
                        .orElse(DeploymentController.builder().type("ECS").build()))
                .deploymentConfiguration(
                        complete(asked.deploymentConfiguration().orElse(none()), DaemonRules.daemon(asked)))
                .propagateTags(asked.propagateTags().orElse("NONE"))
                .enableECSManagedTags(asked.enableECSManagedTags().orElse(false))
                .enableExecuteCommand(asked.enableExecuteCommand().orElse(false))
                .placementConstraints(asked.placementConstraints().orElse(List.of()))
                .placementStrategy(normalised(asked.placementStrategy().orElse(List.of())))
                .loadBalancers(filled(asked.loadBalancers()))
                .serviceRegistries(filled(asked.serviceRegistries()))
                .capacityProviderStrategy(strategy(asked))
                .platformVersion(asked.platformVersion().or(() -> platform(asked)))
                .volumeConfigurations(filled(asked.volumeConfigurations()))
                .vpcLatticeConfigurations(filled(asked.vpcLatticeConfigurations()))
                .gatewayConnectors(filled(asked.gatewayConnectors()))
                .serviceConnectConfiguration(asked.serviceConnectConfiguration().filter(connect -> connect.enabled()))
                .networkConfiguration(asked.networkConfiguration()
                        .filter(network -> network.awsvpcConfiguration().isPresent()))
                .monitoring(asked.monitoring()
                        .filter(monitoring ->
                                filled(monitoring.metricConfigurations()).isPresent()))
                .tags(filled(asked.tags()))
                .build();
    }

    private static boolean rebalanced(CreateServiceRequest asked) {
        return !DaemonRules.daemon(asked) && !ExternalRules.external(asked);
    }

    /// What will be refused stays as it was asked, so that the refusal can repeat it.
    private static List<PlacementStrategy> normalised(List<PlacementStrategy> asked) {
        return Strategies.refusal(asked).isPresent() ? asked : Strategies.normalised(asked);
    }

    private static Optional<String> platform(CreateServiceRequest asked) {
        boolean fargate = strategy(asked).isPresent()
                ? ClusterProviders.ofFargate(strategy(asked).get())
                : asked.launchType().equals(Optional.of("FARGATE"));
        return Optional.of(Fargate.LATEST).filter(_ -> fargate);
    }

    private static Optional<List<CapacityProviderStrategyItem>> strategy(CreateServiceRequest asked) {
        return filled(asked.capacityProviderStrategy()).map(ClusterProviders::named);
    }

    private static Optional<String> launchType(CreateServiceRequest asked) {
        return filled(asked.capacityProviderStrategy()).isEmpty() ? Optional.of("EC2") : Optional.empty();
    }

    /// A strategy takes the place of a launch type. Without it the service is back at the type its providers had.
    private static Optional<String> launchType(CreateServiceRequest before, UpdateServiceRequest update) {
        return update.capacityProviderStrategy()
                .map(strategy -> Optional.of(Capacity.of(before).type().name()).filter(_ -> strategy.isEmpty()))
                .filter(_ -> filled(update.capacityProviderStrategy()).isPresent()
                        || before.launchType().isEmpty())
                .orElse(before.launchType());
    }

    private static DeploymentConfiguration none() {
        return DeploymentConfiguration.builder().build();
    }

    private static DeploymentConfiguration complete(DeploymentConfiguration asked, boolean daemon) {
        return asked.toBuilder()
                .maximumPercent(asked.maximumPercent().orElse(daemon ? 100 : 200))
                .minimumHealthyPercent(asked.minimumHealthyPercent().orElse(daemon ? 0 : 100))
                .strategy(asked.strategy().orElse("ROLLING"))
                .bakeTimeInMinutes(asked.bakeTimeInMinutes().orElse(0))
                .lifecycleHooks(filled(asked.lifecycleHooks()))
                .deploymentCircuitBreaker(asked.deploymentCircuitBreaker()
                        .orElse(DeploymentCircuitBreaker.builder()
                                .enable(false)
                                .rollback(false)
                                .build()))
                .build();
    }

    private static <T> Optional<List<T>> filled(Optional<List<T>> list) {
        return list.filter(items -> !items.isEmpty());
    }

    /// `before` with what the update names; what it leaves out stays (7.4).
    static CreateServiceRequest merged(CreateServiceRequest before, UpdateServiceRequest update) {
        return complete(before.toBuilder()
                .desiredCount(update.desiredCount().or(before::desiredCount))
                .taskDefinition(update.taskDefinition().or(before::taskDefinition))
                .capacityProviderStrategy(update.capacityProviderStrategy().or(before::capacityProviderStrategy))
                .launchType(launchType(before, update))
                .deploymentConfiguration(update.deploymentConfiguration()
                        .map(changes -> merged(before.deploymentConfiguration().orElse(none()), changes))
                        .or(before::deploymentConfiguration))
                .availabilityZoneRebalancing(
                        update.availabilityZoneRebalancing().or(before::availabilityZoneRebalancing))
                .networkConfiguration(update.networkConfiguration().or(before::networkConfiguration))
                .placementConstraints(update.placementConstraints().or(before::placementConstraints))
                .placementStrategy(update.placementStrategy().or(before::placementStrategy))
                .platformVersion(update.platformVersion()
                        .or(() -> before.platformVersion()
                                .filter(_ -> !filled(update.capacityProviderStrategy())
                                        .filter(strategy -> !ClusterProviders.ofFargate(strategy))
                                        .isPresent())))
                .healthCheckGracePeriodSeconds(
                        update.healthCheckGracePeriodSeconds().or(before::healthCheckGracePeriodSeconds))
                .deploymentController(update.deploymentController().or(before::deploymentController))
                .enableExecuteCommand(update.enableExecuteCommand().or(before::enableExecuteCommand))
                .enableECSManagedTags(update.enableECSManagedTags().or(before::enableECSManagedTags))
                .loadBalancers(update.loadBalancers().or(before::loadBalancers))
                .propagateTags(update.propagateTags().or(before::propagateTags))
                .serviceRegistries(update.serviceRegistries().or(before::serviceRegistries))
                .serviceConnectConfiguration(
                        update.serviceConnectConfiguration().or(before::serviceConnectConfiguration))
                .volumeConfigurations(update.volumeConfigurations().or(before::volumeConfigurations))
                .vpcLatticeConfigurations(update.vpcLatticeConfigurations().or(before::vpcLatticeConfigurations))
                .gatewayConnectors(update.gatewayConnectors().or(before::gatewayConnectors))
                .monitoring(update.monitoring().or(before::monitoring))
                .build());
    }

    private static DeploymentConfiguration merged(DeploymentConfiguration before, DeploymentConfiguration changes) {
        return DeploymentConfiguration.builder()
                .maximumPercent(changes.maximumPercent().or(before::maximumPercent))
                .minimumHealthyPercent(changes.minimumHealthyPercent().or(before::minimumHealthyPercent))
                .deploymentCircuitBreaker(changes.deploymentCircuitBreaker().or(before::deploymentCircuitBreaker))
                .alarms(changes.alarms().or(before::alarms))
                .strategy(changes.strategy().or(before::strategy))
                .bakeTimeInMinutes(changes.bakeTimeInMinutes().or(before::bakeTimeInMinutes))
                .lifecycleHooks(changes.lifecycleHooks().or(before::lifecycleHooks))
                .linearConfiguration(changes.linearConfiguration().or(before::linearConfiguration))
                .canaryConfiguration(changes.canaryConfiguration().or(before::canaryConfiguration))
                .earlySuccessCriteria(changes.earlySuccessCriteria().or(before::earlySuccessCriteria))
                .build();
    }
}
