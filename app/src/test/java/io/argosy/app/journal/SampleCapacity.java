package io.argosy.app.journal;

import io.argosy.capacity.groups.ProvidedHost;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.CapacityProvider;
import io.argosy.model.ScalingReport;
import io.argosy.model.Setting;
import io.argosy.model.SettingName;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.ManagedScaling;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.Tag;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Capacity providers, who waits for them and the hosts that are made, in every case.
final class SampleCapacity {
    private static final Instant NOW = SampleJournal.NOW;
    private static final String PROVIDER = "made";

    private SampleCapacity() {}

    static void settings(AccountTransaction tx) {
        tx.add(new Setting("arn:aws:iam::123456789012:root", SettingName.CONTAINER_INSIGHTS, "enhanced"));
        tx.add(new Setting("arn:aws:iam::123456789012:user/anna", SettingName.DUAL_STACK_IPV6, "enabled"));
    }

    static void providers(AccountTransaction tx) {
        var group = AutoScalingGroupProvider.builder()
                .autoScalingGroupArn(
                        "arn:aws:autoscaling:local-1:123456789012:autoScalingGroup:x:autoScalingGroupName/p")
                .managedScaling(ManagedScaling.builder()
                        .status("ENABLED")
                        .targetCapacity(100)
                        .minimumScalingStepSize(1)
                        .maximumScalingStepSize(10_000)
                        .instanceWarmupPeriod(300)
                        .build())
                .managedTerminationProtection("ENABLED")
                .managedDraining("ENABLED")
                .build();
        List<Tag> tags = List.of(Tag.builder().key("team").value("shop").build());
        var made = new CapacityProvider(
                PROVIDER, CapacityProvider.Status.ACTIVE, group, tags, CapacityProvider.Update.CREATE_COMPLETE, NOW);
        tx.add(made);
        var other = new CapacityProvider(
                "old", CapacityProvider.Status.ACTIVE, group, List.of(), CapacityProvider.Update.CREATE_COMPLETE, NOW);
        tx.add(other.deleted(NOW.plusSeconds(1)));
    }

    static void waiting(Transaction tx, TaskId task) {
        tx.add(new AwaitedPlacement(
                task,
                PROVIDER,
                NOW,
                List.of(PlacementConstraint.builder().type("distinctInstance").build()),
                List.of(PlacementStrategy.builder().type("binpack").field("CPU").build()),
                Optional.of(AwsVpcConfiguration.builder()
                        .subnets(List.of("subnet-1"))
                        .build())));
        tx.add(ScalingReport.none(PROVIDER).counting(3, 2, 1));
        tx.add(ScalingReport.none("failing").failed("quota exceeded", NOW));
        var wanted = ProvidedHost.wanted("p-1", PROVIDER, "p", NOW);
        tx.add(wanted);
        int number = 2;
        for (ProvidedHost.State state : ProvidedHost.State.values()) {
            if (state != ProvidedHost.State.LAUNCHING) {
                tx.add(ProvidedHost.wanted("p-" + number++, PROVIDER, "p", NOW)
                        .invited("t".repeat(16), NOW)
                        .made("i-1", NOW)
                        .joined(SampleJournal.FIRST, NOW)
                        .with(state, NOW));
            }
        }
    }
}
