package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.launches.ClusterProviders;
import io.argosy.launches.Fargate;
import io.argosy.model.Service;
import io.argosy.model.TaskDefinition;
import io.argosy.planning.TaskSetPlan;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateTaskSetRequest;
import io.argosy.shapes.ecs.Scale;
import java.util.List;
import java.util.Optional;

/// What a task set may ask for, and the form it is stored in (ecs-semantics 7.17): where it runs is checked by the
/// rules of a service that would run there.
final class TaskSetRules {
    private static final String PERCENT = "PERCENT";
    private static final double ALL = 100;

    private TaskSetRules() {}

    /// With every default filled in, and nothing of the request alone.
    static CreateTaskSetRequest complete(CreateTaskSetRequest asked, TaskDefinition definition, ClusterScope scope) {
        Optional<List<CapacityProviderStrategyItem>> strategy = asked.capacityProviderStrategy()
                .filter(items -> !items.isEmpty())
                .map(ClusterProviders::named);
        boolean fargate = strategy.map(ClusterProviders::ofFargate)
                .orElseGet(() -> asked.launchType().equals(Optional.of("FARGATE")));
        return asked.toBuilder()
                .cluster(scope.name().value())
                .clientToken(Optional.empty())
                .taskDefinition(scope.arns().taskDefinition(definition.id()))
                .launchType(asked.launchType().or(() -> Optional.of("EC2").filter(_ -> strategy.isEmpty())))
                .capacityProviderStrategy(strategy)
                .platformVersion(asked.platformVersion()
                        .or(() -> Optional.of(Fargate.LATEST).filter(_ -> fargate)))
                .networkConfiguration(asked.networkConfiguration()
                        .filter(network -> network.awsvpcConfiguration().isPresent()))
                .scale(scale(asked.scale().orElse(Scale.builder().build())))
                .build();
    }

    static Scale scale(Scale asked) {
        double value = asked.value().orElse(ALL);
        if (!(value >= 0 && value <= ALL)) {
            throw ServiceRules.invalid("The scale's value should be between 0 and 100");
        }
        ServiceRules.oneOf("scale unit", asked.unit(), List.of(PERCENT));
        return Scale.builder().value(value).unit(PERCENT).build();
    }

    /// `asked` is complete.
    static void check(
            Service service,
            CreateTaskSetRequest asked,
            TaskDefinition definition,
            Fargate fargate,
            ClusterScope scope) {
        if (!asked.loadBalancers().orElse(List.of()).isEmpty()) {
            throw UnsupportedFeatures.unsupported("loadBalancers");
        }
        if (!asked.serviceRegistries().orElse(List.of()).isEmpty()) {
            throw UnsupportedFeatures.unsupported("serviceRegistries");
        }
        ServiceRules.check(
                TaskSetPlan.configuration(service.configuration(), asked), definition, fargate, scope.providers());
    }
}
