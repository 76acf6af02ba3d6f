package io.argosy.launches;

import io.argosy.model.ApiError;
import io.argosy.model.Owner;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.ResourceRequirement;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.TaskVolumeConfiguration;
import io.argosy.shapes.ecs.Volume;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What RunTask and StartTask refuse before anything is placed (ecs-semantics 5.6, texts of 1.4). What this server
/// cannot run is an UnsupportedFeatureException.
public final class LaunchRules {
    /// The sentence of the reference about letters and hyphens is not enforced: deploy tools send names with spaces,
    /// schedulers send e-mail addresses.
    private static final Pattern STARTED_BY = Pattern.compile("\\P{Cc}*");

    private static final int LONGEST_STARTED_BY = 128;

    /// The group of a family is its name with this before it, so the limit is of the rest.
    private static final String FAMILY = "family:";

    private static final int LONGEST_GROUP = 255;

    private LaunchRules() {}

    public static void launchType(Optional<String> asked, List<CapacityProviderStrategyItem> strategy) {
        if (asked.isPresent() && !strategy.isEmpty()) {
            throw invalid("Specify either Launch Type or Capacity Provider Strategy, but not both.");
        }
        if (asked.filter(type -> !List.of("EC2", "FARGATE", "EXTERNAL").contains(type))
                .isPresent()) {
            throw invalid("launch type should be one of [EC2,FARGATE,EXTERNAL]");
        }
    }

    public static void volumes(TaskDefinition definition, List<TaskVolumeConfiguration> configurations) {
        List<String> atLaunch = definition.volumes().orElse(List.of()).stream()
                .filter(volume -> volume.configuredAtLaunch().orElse(false))
                .flatMap((Volume volume) -> volume.name().stream())
                .toList();
        for (TaskVolumeConfiguration configuration : configurations) {
            if (!atLaunch.contains(configuration.name())) {
                throw invalid("The volume name '" + configuration.name()
                        + "' in your request does not have a matching volume in your Task Definition. Specify a volume"
                        + " that is configured at launch and try again.");
            }
        }
        if (!atLaunch.isEmpty()) {
            throw unsupported("Volumes that are configured at launch are not available here.");
        }
    }

    public static void devices(TaskDefinition definition, TaskOverride overrides) {
        Stream<ResourceRequirement> defined = definition.containerDefinitions().orElse(List.of()).stream()
                .flatMap(container -> container.resourceRequirements().orElse(List.of()).stream());
        Stream<ResourceRequirement> overridden = overrides.containerOverrides().orElse(List.of()).stream()
                .flatMap(override -> override.resourceRequirements().orElse(List.of()).stream());
        Stream.concat(defined, overridden).findFirst().ifPresent(requirement -> {
            throw unsupported("resourceRequirements of type " + requirement.type() + " are not available here.");
        });
    }

    /// ECS's own refusal comes first, so that a definition without a role is told what it would need there, too.
    public static void executeCommand(boolean enabled, TaskDefinition definition, TaskOverride overrides) {
        if (enabled && overrides.taskRoleArn().or(definition::taskRoleArn).isEmpty()) {
            throw invalid("The task cannot be started because a valid taskRoleArn is not being used. Specify a valid"
                    + " task role in your task definition and try again.");
        }
        if (enabled) {
            throw unsupported("enableExecuteCommand is not available here. Run the task without it.");
        }
    }

    public static void accelerators(TaskOverride overrides) {
        if (!overrides.inferenceAcceleratorOverrides().orElse(List.of()).isEmpty()) {
            throw invalid("Unsupported field 'inferenceAcceleratorOverrides'");
        }
    }

    public static Owner owner(Optional<String> group, String family, Optional<String> startedBy) {
        String asked = group.filter(text -> !text.isEmpty()).orElse(FAMILY + family);
        String named = asked.startsWith(FAMILY) ? asked.substring(FAMILY.length()) : asked;
        if (named.length() > LONGEST_GROUP) {
            throw invalid("Group length should be at most " + LONGEST_GROUP);
        }
        if (asked.startsWith("service:") || asked.startsWith("daemon:")) {
            throw invalid("Group must not start with service: or daemon:");
        }
        String starter = startedBy.orElse("");
        if (starter.codePointCount(0, starter.length()) > LONGEST_STARTED_BY) {
            throw invalid("startedBy length should be at most " + LONGEST_STARTED_BY);
        }
        if (!STARTED_BY.matcher(starter).matches()) {
            throw invalid("startedBy must not contain control characters.");
        }
        return new Owner.Standalone(asked, starter);
    }

    public static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }

    private static RuntimeException unsupported(String text) {
        return new ApiError("UnsupportedFeatureException", text).thrown();
    }
}
