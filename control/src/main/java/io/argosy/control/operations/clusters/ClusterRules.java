package io.argosy.control.operations.clusters;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.ClusterConfiguration;
import io.argosy.shapes.ecs.ClusterSetting;
import io.argosy.shapes.ecs.ExecuteCommandConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a cluster's settings and configuration must be like (ecs-semantics 3.2).
final class ClusterRules {
    private static final Set<String> INSIGHTS = Set.of("enabled", "disabled", "enhanced");

    private ClusterRules() {}

    static void settings(List<ClusterSetting> settings) {
        for (ClusterSetting setting : settings) {
            if (!setting.name().orElse("").equals("containerInsights")) {
                throw ApiError.invalidParameter("Cluster setting name should be one of [containerInsights]")
                        .thrown();
            }
            if (!INSIGHTS.contains(setting.value().orElse(""))) {
                throw ApiError.invalidParameter("containerInsights should be one of [enabled,disabled,enhanced]")
                        .thrown();
            }
        }
    }

    static void configuration(Optional<ClusterConfiguration> configuration) {
        configuration.flatMap(ClusterConfiguration::executeCommandConfiguration).ifPresent(ClusterRules::logging);
    }

    private static void logging(ExecuteCommandConfiguration exec) {
        String logging = exec.logging().orElse("DEFAULT");
        if (!List.of("NONE", "DEFAULT", "OVERRIDE").contains(logging)) {
            throw ApiError.invalidParameter("logging should be one of [NONE,DEFAULT,OVERRIDE]")
                    .thrown();
        }
        if (exec.logConfiguration().isPresent() != logging.equals("OVERRIDE")) {
            throw ApiError.invalidParameter("You must set logging to 'OVERRIDE' when you supply a log configuration.")
                    .thrown();
        }
    }
}
