package io.argosy.services;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.TaskDefinition;
import java.util.List;
import java.util.function.Predicate;

/// What a service may ask for in ECS and is not built here: refused by name, never ignored.
final class UnsupportedFeatures {
    private record Feature<T>(String member, Predicate<T> asked) {}

    private static final List<Feature<CreateServiceRequest>> OF_SERVICE = List.of(
            new Feature<>(
                    "deploymentController CODE_DEPLOY",
                    asked -> asked.deploymentController().stream()
                            .anyMatch(controller -> controller.type().equals("CODE_DEPLOY"))),
            new Feature<>(
                    "launchType MANAGED_INSTANCES",
                    asked -> asked.launchType().stream().anyMatch("MANAGED_INSTANCES"::equals)),
            new Feature<>("loadBalancers", asked -> asked.loadBalancers().isPresent()),
            new Feature<>("role", asked -> asked.role().isPresent()),
            new Feature<>(
                    "serviceRegistries", asked -> asked.serviceRegistries().isPresent()),
            new Feature<>(
                    "serviceConnectConfiguration",
                    asked -> asked.serviceConnectConfiguration().isPresent()),
            new Feature<>(
                    "volumeConfigurations",
                    asked -> asked.volumeConfigurations().isPresent()),
            new Feature<>(
                    "vpcLatticeConfigurations",
                    asked -> asked.vpcLatticeConfigurations().isPresent()),
            new Feature<>(
                    "gatewayConnectors", asked -> asked.gatewayConnectors().isPresent()),
            new Feature<>(
                    "enableExecuteCommand",
                    asked -> asked.enableExecuteCommand().orElse(false)),
            new Feature<>("monitoring", asked -> asked.monitoring().isPresent()));

    private static final List<Feature<DeploymentConfiguration>> OF_DEPLOYMENT = List.of(
            new Feature<>(
                    "strategy other than ROLLING",
                    asked -> asked.strategy().stream().anyMatch(strategy -> !strategy.equals("ROLLING"))),
            new Feature<>("alarms", asked -> asked.alarms().stream().anyMatch(alarms -> alarms.enable())),
            new Feature<>(
                    "bakeTimeInMinutes",
                    asked -> asked.bakeTimeInMinutes().stream().anyMatch(minutes -> minutes != 0)),
            new Feature<>("lifecycleHooks", asked -> asked.lifecycleHooks().isPresent()),
            new Feature<>(
                    "linearConfiguration", asked -> asked.linearConfiguration().isPresent()),
            new Feature<>(
                    "canaryConfiguration", asked -> asked.canaryConfiguration().isPresent()));

    private static final List<Feature<TaskDefinition>> OF_DEFINITION = List.of(
            new Feature<>(
                    "a volume with configuredAtLaunch",
                    definition -> definition.volumes().stream()
                            .flatMap(List::stream)
                            .anyMatch(volume -> volume.configuredAtLaunch().orElse(false))),
            new Feature<>(
                    "a container with resourceRequirements",
                    definition -> definition.containerDefinitions().stream()
                            .flatMap(List::stream)
                            .anyMatch(container -> !container
                                    .resourceRequirements()
                                    .orElse(List.of())
                                    .isEmpty())));

    private UnsupportedFeatures() {}

    static void refuse(CreateServiceRequest asked) {
        refuse(OF_SERVICE, asked, "");
        asked.deploymentConfiguration()
                .ifPresent(configuration -> refuse(OF_DEPLOYMENT, configuration, "deploymentConfiguration."));
    }

    static void refuse(TaskDefinition definition) {
        refuse(OF_DEFINITION, definition, "");
    }

    private static <T> void refuse(List<Feature<T>> features, T asked, String path) {
        features.stream()
                .filter(feature -> feature.asked().test(asked))
                .findFirst()
                .ifPresent(feature -> {
                    throw unsupported(path + feature.member());
                });
    }

    static RuntimeException unsupported(String feature) {
        return new ApiError(
                        "UnsupportedFeatureException",
                        feature + " is not supported for services by this server. Remove it and try again.")
                .thrown();
    }
}
