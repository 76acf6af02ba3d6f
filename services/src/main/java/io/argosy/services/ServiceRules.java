package io.argosy.services;

import io.argosy.launches.Capacity;
import io.argosy.launches.ClusterProviders;
import io.argosy.launches.Fargate;
import io.argosy.launches.NetworkRules;
import io.argosy.model.ApiError;
import io.argosy.model.LaunchType;
import io.argosy.model.TaskDefinition;
import io.argosy.planning.Constraints;
import io.argosy.planning.Strategies;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.ThresholdConfiguration;
import java.util.List;
import java.util.Optional;

/// What a service may ask for (ecs-semantics 7.2, texts of 1.4). An update is checked as the whole it leads to.
final class ServiceRules {
    /// Tasks a service and services a cluster may have (2.4).
    static final int MOST = 5_000;

    private static final int HIGHEST_PERCENT = 10_000;

    private final CreateServiceRequest asked;
    private final io.argosy.shapes.ecs.TaskDefinition definition;

    private ServiceRules(CreateServiceRequest asked, io.argosy.shapes.ecs.TaskDefinition definition) {
        this.asked = asked;
        this.definition = definition;
    }

    /// `asked` is complete; it throws the refusal of the first rule that is broken.
    static void check(
            CreateServiceRequest asked, TaskDefinition definition, Fargate fargate, ClusterProviders providers) {
        var rules = new ServiceRules(asked, definition.content());
        rules.words();
        rules.combinations();
        DaemonRules.check(asked);
        NetworkRules.checked(definition.content(), asked.networkConfiguration(), type(asked));
        UnsupportedFeatures.refuse(asked);
        UnsupportedFeatures.refuse(definition.content());
        rules.capacity(fargate, providers);
        rules.counts();
        rules.percents(asked.deploymentConfiguration().orElseThrow());
        circuitBreaker(asked.deploymentConfiguration().orElseThrow());
        earlySuccess(asked.deploymentConfiguration().orElseThrow());
        rules.placement();
    }

    /// The same for a service of which its task sets say the rest.
    static void checkExternal(CreateServiceRequest asked) {
        var rules = new ServiceRules(
                asked, io.argosy.shapes.ecs.TaskDefinition.builder().build());
        rules.words();
        DaemonRules.check(asked);
        UnsupportedFeatures.refuse(asked);
        rules.desiredCount();
        rules.grace();
        rules.placement();
    }

    private void words() {
        launchType(asked.launchType());
        schedulingStrategy(asked.schedulingStrategy());
        oneOf(
                "deployment controller type",
                asked.deploymentController().map(controller -> controller.type()),
                List.of("ECS", "CODE_DEPLOY", "EXTERNAL"));
        oneOf("propagateTags", asked.propagateTags(), List.of("SERVICE", "TASK_DEFINITION", "NONE"));
        oneOf("availabilityZoneRebalancing", asked.availabilityZoneRebalancing(), List.of("ENABLED", "DISABLED"));
    }

    static void launchType(Optional<String> type) {
        if (type.isPresent()
                && !List.of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES").contains(type.get())) {
            throw invalid("launch type should be one of [EC2,FARGATE,EXTERNAL]");
        }
    }

    static void schedulingStrategy(Optional<String> strategy) {
        oneOf("scheduling strategy", strategy, List.of("REPLICA", "DAEMON"));
    }

    static void oneOf(String what, Optional<String> value, List<String> allowed) {
        if (value.isPresent() && !allowed.contains(value.get())) {
            throw invalid(what + " should be one of [" + String.join(",", allowed) + "]");
        }
    }

    private void combinations() {
        if (asked.launchType().isPresent() && asked.capacityProviderStrategy().isPresent()) {
            throw invalid("Specifying both a launch type and capacity provider strategy is not supported. Remove one"
                    + " and try again.");
        }
    }

    private static String type(CreateServiceRequest asked) {
        return asked.capacityProviderStrategy()
                .map(strategy -> Capacity.of(strategy).type().name())
                .orElseGet(() -> asked.launchType().orElse(LaunchType.EC2.name()));
    }

    private void capacity(Fargate fargate, ClusterProviders providers) {
        Capacity capacity = fargate.capacity(
                asked.launchType(), asked.capacityProviderStrategy().orElse(List.of()), definition, providers);
        Fargate.platform(capacity, asked.platformVersion());
        Fargate.placement(
                capacity,
                asked.placementConstraints().orElse(List.of()),
                asked.placementStrategy().orElse(List.of()));
    }

    private void counts() {
        if (!DaemonRules.daemon(asked)) {
            desiredCount();
        }
        if (grace() > 0 && !checksHealth()) {
            throw invalid("Health check grace period is only valid for services configured to use load balancers");
        }
    }

    private int grace() {
        int grace = asked.healthCheckGracePeriodSeconds().orElse(0);
        if (grace < 0) {
            throw invalid("healthCheckGracePeriodSeconds should be between 0 and " + Integer.MAX_VALUE);
        }
        return grace;
    }

    private void desiredCount() {
        int desired = asked.desiredCount()
                .orElseThrow(() -> invalid("The desired count must be specified for the REPLICA scheduling strategy."));
        if (desired < 0 || desired > MOST) {
            throw invalid("desiredCount should be between 0 and " + MOST);
        }
    }

    private boolean checksHealth() {
        return definition.containerDefinitions().orElse(List.of()).stream()
                .anyMatch(container -> container.healthCheck().isPresent());
    }

    private void percents(DeploymentConfiguration configuration) {
        int least = configuration.minimumHealthyPercent().orElseThrow();
        int most = configuration.maximumPercent().orElseThrow();
        if (least < 0) {
            throw invalid("minimumHealthyPercent must be at least 0.");
        }
        if (least > 100) {
            throw invalid("minimumHealthyPercent must be at most 100.");
        }
        if (most < 100 || most > HIGHEST_PERCENT) {
            throw invalid("maximumPercent must be between 100 and " + HIGHEST_PERCENT + ".");
        }
        if (least == 100 && most == 100) {
            throw invalid(
                    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block" + " deployments.");
        }
    }

    private static void earlySuccess(DeploymentConfiguration configuration) {
        int least = configuration.minimumHealthyPercent().orElseThrow();
        configuration
                .earlySuccessCriteria()
                .filter(criteria -> criteria.enable())
                .flatMap(criteria -> criteria.healthyPercent())
                .filter(healthy -> healthy < least || healthy > 100)
                .ifPresent(_ -> {
                    throw invalid("earlySuccessCriteria healthyPercent should be between the minimumHealthyPercent"
                            + " and 100");
                });
        oneOf(
                "sourceServiceRevisionCleanup",
                configuration.earlySuccessCriteria().flatMap(criteria -> criteria.sourceServiceRevisionCleanup()),
                List.of("BLOCKING", "DEFERRED"));
    }

    private static void circuitBreaker(DeploymentConfiguration configuration) {
        Optional<ThresholdConfiguration> threshold =
                configuration.deploymentCircuitBreaker().flatMap(breaker -> breaker.thresholdConfiguration());
        oneOf(
                "thresholdConfiguration type",
                threshold.map(ThresholdConfiguration::type),
                List.of("BOUNDED_PERCENT", "UNBOUNDED_PERCENT", "COUNT"));
        threshold.ifPresent(asked -> {
            int most = asked.type().equals("COUNT") ? MOST : 100;
            if (asked.value() < 1 || asked.value() > most) {
                throw invalid("thresholdConfiguration value should be between 1 and " + most);
            }
        });
    }

    private void placement() {
        Constraints.refusal(
                        definition.placementConstraints().orElse(List.of()),
                        asked.placementConstraints().orElse(List.of()))
                .or(() -> Strategies.refusal(asked.placementStrategy().orElse(List.of())))
                .ifPresent(text -> {
                    throw invalid(text);
                });
    }

    static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
