package io.argosy.launches;

import io.argosy.model.ApiError;
import io.argosy.model.LaunchType;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.EphemeralStorage;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.taskdefinitions.FargateSizes;
import java.util.List;
import java.util.Optional;

/// Fargate as a cluster here has it: its own instances run such tasks, under Fargate's rules (ecs-semantics 4.1, 5.6,
/// 7.2). `offered` is what the operator set.
public record Fargate(boolean offered) {
    /// What LATEST is: the one platform version there is.
    public static final String PLATFORM = "1.4.0";

    public static final String FAMILY = "Linux";
    public static final String LATEST = "LATEST";

    private static final String NAME = LaunchType.FARGATE.name();
    private static final int USUAL_STORAGE_GIB = 20;

    /// What a task or a service is launched on: what it asks for, else the default strategy of its cluster, else EC2.
    /// The definition must be able to run there.
    public Capacity capacity(
            Optional<String> asked,
            List<CapacityProviderStrategyItem> strategy,
            TaskDefinition definition,
            ClusterProviders providers) {
        List<CapacityProviderStrategyItem> effective = providers.effective(asked, ClusterProviders.named(strategy));
        providers.check(effective, offered);
        String type = effective.isEmpty()
                ? asked.orElse(LaunchType.EC2.name())
                : Capacity.of(effective).type().name();
        if (!definition.compatibilities().orElse(List.of()).contains(type)) {
            throw invalid("Task definition does not support launch_type " + type + ".");
        }
        if (type.equals(NAME) && !offered) {
            throw new ApiError(
                            "UnsupportedFeatureException",
                            "The launch type FARGATE is not available here. Use EC2 or EXTERNAL.")
                    .thrown();
        }
        return new Capacity(LaunchType.valueOf(type), effective);
    }

    /// Only Fargate has platform versions.
    public static void platform(Capacity capacity, Optional<String> version) {
        if (version.isPresent() && !capacity.fargate()) {
            throw invalid("The platform version must be null when specifying an " + capacity.type() + " launch type.");
        }
        if (version.filter(asked -> !asked.equals(LATEST) && !asked.equals(PLATFORM))
                .isPresent()) {
            throw new ApiError(
                            "PlatformUnknownException",
                            "The platform version " + version.get() + " does not exist. Specify " + LATEST + " or "
                                    + PLATFORM + ".")
                    .thrown();
        }
    }

    /// Where Fargate runs a task is its own business.
    public static void placement(Capacity capacity, List<?> constraints, List<?> strategies) {
        if (capacity.fargate() && !constraints.isEmpty()) {
            throw invalid("Placement constraints are not supported with FARGATE launch type.");
        }
        if (capacity.fargate() && !strategies.isEmpty()) {
            throw invalid("Placement strategies are not supported with FARGATE launch type.");
        }
    }

    /// The size that overrides lead to is one of Fargate's, too.
    public static void size(Capacity capacity, TaskDefinition definition, TaskOverride overrides) {
        if (capacity.fargate()
                && !FargateSizes.has(
                        number(overrides.cpu().or(definition::cpu)),
                        number(overrides.memory().or(definition::memory)),
                        false)) {
            throw invalid("No Fargate configuration exists for given values.");
        }
    }

    private static int number(Optional<String> text) {
        return text.map(Integer::valueOf).orElse(0);
    }

    /// What a task of this definition is shown to have of a disk.
    public static EphemeralStorage storage(Optional<TaskDefinition> definition, TaskOverride overrides) {
        return overrides
                .ephemeralStorage()
                .or(() -> definition.flatMap(TaskDefinition::ephemeralStorage))
                .orElseGet(() ->
                        EphemeralStorage.builder().sizeInGiB(USUAL_STORAGE_GIB).build());
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
