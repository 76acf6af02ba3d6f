package io.argosy.capacity.providers;

import io.argosy.capacity.CapacitySettings;
import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.CapacityProvider;
import io.argosy.model.Names;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.ManagedScaling;
import io.argosy.state.AccountState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a capacity provider may be (ecs-semantics 2.2, 9.1), and its form with every default filled in.
final class ProviderRules {
    private static final int HIGHEST_STEP = 10_000;
    private static final List<String> SWITCH = List.of("ENABLED", "DISABLED");

    private final CapacitySettings settings;
    private final AccountRegion realm;

    ProviderRules(CapacitySettings settings, AccountRegion realm) {
        this.settings = settings;
        this.realm = realm;
    }

    static void name(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!Names.valid(name) || lower.startsWith("aws") || lower.startsWith("ecs") || lower.startsWith("fargate")) {
            throw invalid("The specified capacity provider name is invalid. Up to 255 characters are allowed, including"
                    + " letters (upper and lowercase), numbers, underscores (_), and hyphens (-). The name cannot be"
                    + " prefixed with \"aws\", \"ecs\", or \"fargate\". Specify a valid name and try again.");
        }
    }

    /// Refuses a group that is not there, or is another provider's.
    void group(String provider, AutoScalingGroupProvider asked, AccountState account) {
        String group = GroupArn.name(asked.autoScalingGroupArn(), realm)
                .filter(name -> settings.group(name).isPresent())
                .orElseThrow(() -> invalid("The specified Auto Scaling group ARN is invalid: "
                        + asked.autoScalingGroupArn() + ". Specify the ARN of a group that the server's settings have ("
                        + String.join(
                                ", ",
                                settings.groups().keySet().stream().sorted().toList())
                        + ") and try again."));
        account.table(CapacityProvider.KIND).values().stream()
                .filter(other -> other.active() && !other.name().equals(provider))
                .filter(other -> GroupArn.name(other.group().autoScalingGroupArn(), realm)
                        .equals(Optional.of(group)))
                .findFirst()
                .ifPresent(other -> {
                    throw invalid("The specified Auto Scaling group is already used by the capacity provider "
                            + other.name() + ". Specify another Auto Scaling group and try again.");
                });
    }

    /// With its defaults; what it leaves out is as `before` has it, if there is one.
    static AutoScalingGroupProvider complete(
            AutoScalingGroupProvider asked, Optional<AutoScalingGroupProvider> before) {
        ManagedScaling scaling =
                scaling(asked.managedScaling(), before.flatMap(AutoScalingGroupProvider::managedScaling));
        AutoScalingGroupProvider complete = asked.toBuilder()
                .managedScaling(scaling)
                .managedTerminationProtection(asked.managedTerminationProtection()
                        .or(() -> before.flatMap(AutoScalingGroupProvider::managedTerminationProtection))
                        .orElse("DISABLED"))
                .managedDraining(asked.managedDraining()
                        .or(() -> before.flatMap(AutoScalingGroupProvider::managedDraining))
                        .orElse("ENABLED"))
                .build();
        check(complete, scaling);
        return complete;
    }

    private static ManagedScaling scaling(Optional<ManagedScaling> asked, Optional<ManagedScaling> before) {
        ManagedScaling given = asked.orElseGet(() -> ManagedScaling.builder().build());
        ManagedScaling usual = before.orElseGet(() -> ManagedScaling.builder().build());
        return ManagedScaling.builder()
                .status(given.status().or(usual::status).orElse(asked.isPresent() ? "ENABLED" : "DISABLED"))
                .targetCapacity(given.targetCapacity().or(usual::targetCapacity).orElse(100))
                .minimumScalingStepSize(given.minimumScalingStepSize()
                        .or(usual::minimumScalingStepSize)
                        .orElse(1))
                .maximumScalingStepSize(given.maximumScalingStepSize()
                        .or(usual::maximumScalingStepSize)
                        .orElse(HIGHEST_STEP))
                .instanceWarmupPeriod(given.instanceWarmupPeriod()
                        .or(usual::instanceWarmupPeriod)
                        .orElse(300))
                .build();
    }

    private static void check(AutoScalingGroupProvider provider, ManagedScaling scaling) {
        oneOf("managedScaling status", scaling.status().orElseThrow());
        oneOf(
                "managedTerminationProtection",
                provider.managedTerminationProtection().orElseThrow());
        oneOf("managedDraining", provider.managedDraining().orElseThrow());
        int least = scaling.minimumScalingStepSize().orElseThrow();
        int most = scaling.maximumScalingStepSize().orElseThrow();
        between("targetCapacity", scaling.targetCapacity().orElseThrow(), 1, 100);
        between("minimumScalingStepSize", least, 1, HIGHEST_STEP);
        between("maximumScalingStepSize", most, 1, HIGHEST_STEP);
        between("instanceWarmupPeriod", scaling.instanceWarmupPeriod().orElseThrow(), 0, 10_000);
        if (least > most) {
            throw invalid("The minimumScalingStepSize must not be greater than the maximumScalingStepSize.");
        }
        boolean protects = provider.managedTerminationProtection().equals(Optional.of("ENABLED"));
        if (protects && !scaling.status().equals(Optional.of("ENABLED"))) {
            throw invalid("The managed termination protection setting for the capacity provider is invalid. To enable"
                    + " managed termination protection for a capacity provider, managed scaling must be enabled.");
        }
    }

    private static void oneOf(String what, String word) {
        if (!SWITCH.contains(word)) {
            throw invalid(what + " should be one of [ENABLED,DISABLED]");
        }
    }

    private static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw invalid(what + " should be between " + least + " and " + most);
        }
    }

    static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
