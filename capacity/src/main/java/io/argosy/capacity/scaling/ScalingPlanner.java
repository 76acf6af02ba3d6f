package io.argosy.capacity.scaling;

import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.ecs.ManagedScaling;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// How many hosts are made for a capacity provider, or which go: target tracking of `CapacityProviderReservation`
/// (ecs-semantics 9.3), which is 100 times the instances needed over the instances there are. Keeping it at the target
/// is to have as many instances as 100 times those needed over the target.
final class ScalingPlanner {
    /// How many counts below the target in a row it takes before instances go.
    static final int LOW_POINTS = 15;

    private ScalingPlanner() {}

    /// An instance of the provider that can take tasks; `tasks` are those that count.
    record Member(ContainerInstanceId id, Instant registeredAt, int tasks) {}

    /// What there is: `needed` is M, `starting` hosts are on their way, `lowPoints` counts in a row were below the
    /// target. The group has from `min` to `max` hosts.
    record View(
            List<Member> members,
            int starting,
            int needed,
            int min,
            int max,
            ManagedScaling scaling,
            boolean protects,
            int lowPoints) {
        View {
            members = List.copyOf(members);
        }

        /// The same after so many counts below the target.
        View after(int points) {
            return new View(members, starting, needed, min, max, scaling, protects, points);
        }

        int all() {
            return members.size() + starting;
        }

        /// How many there should be.
        int desired() {
            int target = scaling.targetCapacity().orElseThrow();
            return Math.clamp((int) Math.ceilDiv(100L * needed, target), min, max);
        }

        boolean low() {
            return desired() < all();
        }
    }

    sealed interface Plan {
        record Rest() implements Plan {}

        record Launch(int hosts) implements Plan {}

        record Retire(List<ContainerInstanceId> instances) implements Plan {
            public Retire {
                instances = List.copyOf(instances);
            }
        }
    }

    static Plan plan(View view, Instant now) {
        int missing = view.desired() - view.all();
        if (missing > 0) {
            return new Plan.Launch(step(missing, view));
        }
        return missing < 0 && view.lowPoints() >= LOW_POINTS ? retire(view, -missing, now) : new Plan.Rest();
    }

    /// No more than the group may have, whatever the least step is.
    private static int step(int missing, View view) {
        int least = view.scaling().minimumScalingStepSize().orElseThrow();
        int most = view.scaling().maximumScalingStepSize().orElseThrow();
        return Math.min(Math.clamp(missing, least, most), view.max() - view.all());
    }

    /// At most half of them at once: those without tasks first, then those that are oldest. One that is warming up
    /// stays, and so does one with tasks where these protect it.
    private static Plan retire(View view, int surplus, Instant now) {
        int most = Math.min(
                Math.min(surplus, Math.max(1, view.all() / 2)),
                view.scaling().maximumScalingStepSize().orElseThrow());
        int warmup = view.scaling().instanceWarmupPeriod().orElseThrow();
        List<ContainerInstanceId> leaving = view.members().stream()
                .filter(member -> !now.isBefore(member.registeredAt().plusSeconds(warmup)))
                .filter(member -> !view.protects() || member.tasks() == 0)
                .sorted(Comparator.comparingInt(Member::tasks).thenComparing(Member::registeredAt))
                .limit(most)
                .map(Member::id)
                .toList();
        return leaving.isEmpty() ? new Plan.Rest() : new Plan.Retire(leaving);
    }
}
