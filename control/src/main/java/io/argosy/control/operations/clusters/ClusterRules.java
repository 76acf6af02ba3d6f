package io.argosy.control.operations.clusters;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.ClusterConfiguration;
import io.argosy.shapes.ecs.ClusterSetting;
import io.argosy.shapes.ecs.ExecuteCommandConfiguration;
import io.argosy.shapes.ecs.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a cluster's settings, configuration and tags must be like (ecs-semantics 3.2, 10.2).
final class ClusterRules {
    private static final Set<String> INSIGHTS = Set.of("enabled", "disabled", "enhanced");
    private static final int MOST_TAGS = 50;

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

    static void tags(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            String key = tag.key().orElse("");
            if (key.isEmpty() || key.length() > 128 || tag.value().orElse("").length() > 256) {
                throw ApiError.invalidParameter("A tag key has 1 to 128 characters, its value at most 256")
                        .thrown();
            }
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw ApiError.invalidParameter("Tag keys may not begin with aws:")
                        .thrown();
            }
            if (!keys.add(key)) {
                throw ApiError.invalidParameter("Duplicate tag key: " + key).thrown();
            }
        }
        if (tags.size() > MOST_TAGS) {
            throw ApiError.invalidParameter("A resource has at most " + MOST_TAGS + " tags")
                    .thrown();
        }
    }
}
