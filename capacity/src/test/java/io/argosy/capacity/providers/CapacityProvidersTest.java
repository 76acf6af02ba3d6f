package io.argosy.capacity.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.capacity.CapacityStage;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.AutoScalingGroupProviderUpdate;
import io.argosy.shapes.ecs.CapacityProvider;
import io.argosy.shapes.ecs.CreateCapacityProviderRequest;
import io.argosy.shapes.ecs.CreateManagedInstancesProviderConfiguration;
import io.argosy.shapes.ecs.DeleteCapacityProviderRequest;
import io.argosy.shapes.ecs.DescribeCapacityProvidersRequest;
import io.argosy.shapes.ecs.DescribeCapacityProvidersResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.InstanceLaunchTemplate;
import io.argosy.shapes.ecs.ManagedInstancesNetworkConfiguration;
import io.argosy.shapes.ecs.ManagedScaling;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TagResourceRequest;
import io.argosy.shapes.ecs.UpdateCapacityProviderRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CapacityProvidersTest {
    private static final String ARN = "arn:aws:ecs:local-1:123456789012:capacity-provider/";

    @TempDir
    private Path folder;

    private CapacityStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new CapacityStage(folder, 0, 5);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private DescribeCapacityProvidersResponse described(String... names) {
        return stage.workshop.call(
                Ecs.DESCRIBE_CAPACITY_PROVIDERS,
                DescribeCapacityProvidersRequest.builder()
                        .capacityProviders(List.of(names))
                        .build());
    }

    @Test
    void oneIsActiveAtOnceWithEveryDefault() {
        CapacityProvider made = stage.made("mine", CapacityStage.group("pool").build());

        assertThat(made.capacityProviderArn()).contains(ARN + "mine");
        assertThat(made.status()).contains("ACTIVE");
        assertThat(made.updateStatus()).contains("CREATE_COMPLETE");
        assertThat(made.type()).contains("EC2_AUTOSCALING");
        AutoScalingGroupProvider group = made.autoScalingGroupProvider().orElseThrow();
        assertThat(group.managedTerminationProtection()).contains("DISABLED");
        assertThat(group.managedDraining()).contains("ENABLED");
        assertThat(group.managedScaling())
                .contains(ManagedScaling.builder()
                        .status("DISABLED")
                        .targetCapacity(100)
                        .minimumScalingStepSize(1)
                        .maximumScalingStepSize(10_000)
                        .instanceWarmupPeriod(300)
                        .build());
        assertThat(stage.made("mine", CapacityStage.group("pool").build())).isEqualTo(made);
        assertThatThrownBy(() -> stage.made(
                        "mine",
                        CapacityStage.group("pool").managedDraining("DISABLED").build()))
                .hasMessageContaining("The specified capacity provider already exists.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-mine", "ECS", "fargate2", "a b", ""})
    void namesOfOthersAreRefused(String name) {
        assertThatThrownBy(() -> stage.made(name, CapacityStage.group("pool").build()))
                .hasMessageContaining("The specified capacity provider name is invalid.");
    }

    @Test
    void theGroupIsOneOfTheSettingsAndNobodyElses() {
        stage.made("mine", CapacityStage.group("pool").build());

        assertThatThrownBy(() -> stage.made("yours", CapacityStage.group("pool").build()))
                .hasMessageContaining("already used by the capacity provider mine");
        assertThatThrownBy(() -> stage.made("yours", CapacityStage.group("none").build()))
                .hasMessageContaining("The specified Auto Scaling group ARN is invalid")
                .hasMessageContaining("(other, pool)");
        assertThatThrownBy(() -> stage.made(
                        "yours",
                        AutoScalingGroupProvider.builder()
                                .autoScalingGroupArn("arn:aws:autoscaling:eu-1:123456789012:autoScalingGroup:x:"
                                        + "autoScalingGroupName/other")
                                .build()))
                .hasMessageContaining("ARN is invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   | 1     | 10    | 300   | targetCapacity should be between 1 and 100",
                "101 | 1     | 10    | 300   | targetCapacity should be between 1 and 100",
                "100 | 0     | 10    | 300   | minimumScalingStepSize should be between 1 and 10000",
                "100 | 1     | 10001 | 300   | maximumScalingStepSize should be between 1 and 10000",
                "100 | 5     | 4     | 300   | must not be greater",
                "100 | 1     | 10    | 10001 | instanceWarmupPeriod should be between 0 and 10000",
            })
    void numbersOutOfRangeAreRefused(int target, int least, int most, int warmup, String text) {
        var scaling = ManagedScaling.builder()
                .status("ENABLED")
                .targetCapacity(target)
                .minimumScalingStepSize(least)
                .maximumScalingStepSize(most)
                .instanceWarmupPeriod(warmup)
                .build();

        assertThatThrownBy(() -> stage.made(
                        "mine",
                        CapacityStage.group("pool").managedScaling(scaling).build()))
                .hasMessageContaining(text);
    }

    @Test
    void protectionNeedsScalingAndManagedInstancesAreNotThere() {
        assertThatThrownBy(() -> stage.made(
                        "mine",
                        CapacityStage.group("pool")
                                .managedTerminationProtection("ENABLED")
                                .build()))
                .hasMessageContaining("managed scaling must be enabled");
        assertThatThrownBy(() -> stage.made(
                        "mine",
                        CapacityStage.group("pool").managedDraining("on").build()))
                .hasMessageContaining("managedDraining should be one of [ENABLED,DISABLED]");
        assertThatThrownBy(() -> stage.workshop.call(
                        Ecs.CREATE_CAPACITY_PROVIDER,
                        CreateCapacityProviderRequest.builder()
                                .name("mine")
                                .managedInstancesProvider(CreateManagedInstancesProviderConfiguration.builder()
                                        .infrastructureRoleArn("arn:aws:iam::123456789012:role/r")
                                        .instanceLaunchTemplate(InstanceLaunchTemplate.builder()
                                                .ec2InstanceProfileArn("arn:aws:iam::123456789012:role/p")
                                                .networkConfiguration(ManagedInstancesNetworkConfiguration.builder()
                                                        .subnets(List.of("subnet-1"))
                                                        .build())
                                                .build())
                                        .build())
                                .build()))
                .hasMessageContaining("UnsupportedFeatureException");
    }

    @Test
    void anUpdateChangesWhatItNames() {
        stage.made(
                "mine",
                CapacityStage.group("pool")
                        .managedScaling(
                                CapacityStage.scaled().targetCapacity(80).build())
                        .build());

        var updated = stage.workshop
                .call(
                        Ecs.UPDATE_CAPACITY_PROVIDER,
                        UpdateCapacityProviderRequest.builder()
                                .name(ARN + "mine")
                                .autoScalingGroupProvider(AutoScalingGroupProviderUpdate.builder()
                                        .managedScaling(ManagedScaling.builder()
                                                .maximumScalingStepSize(7)
                                                .build())
                                        .build())
                                .build())
                .capacityProvider()
                .orElseThrow();

        ManagedScaling scaling = updated.autoScalingGroupProvider()
                .orElseThrow()
                .managedScaling()
                .orElseThrow();
        assertThat(updated.updateStatus()).contains("UPDATE_COMPLETE");
        assertThat(scaling.status()).contains("ENABLED");
        assertThat(scaling.targetCapacity()).contains(80);
        assertThat(scaling.maximumScalingStepSize()).contains(7);
    }

    @Test
    void allAreListedFargatesFirstAndUnknownOnesAreMissing() {
        stage.made("mine", CapacityStage.group("pool").build());

        assertThat(described().capacityProviders().orElseThrow())
                .extracting(provider -> provider.name().orElseThrow())
                .containsExactly("FARGATE", "FARGATE_SPOT", "mine");
        assertThat(described("mine", ARN + "FARGATE", "none").failures().orElseThrow())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.arn()).contains(ARN + "none");
                    assertThat(failure.reason()).contains("MISSING");
                });
        var first = stage.workshop.call(
                Ecs.DESCRIBE_CAPACITY_PROVIDERS,
                DescribeCapacityProvidersRequest.builder().maxResults(2).build());
        var second = stage.workshop.call(
                Ecs.DESCRIBE_CAPACITY_PROVIDERS,
                DescribeCapacityProvidersRequest.builder()
                        .maxResults(2)
                        .nextToken(first.nextToken())
                        .build());
        assertThat(first.capacityProviders().orElseThrow()).hasSize(2);
        assertThat(second.capacityProviders().orElseThrow())
                .extracting(provider -> provider.name().orElseThrow())
                .containsExactly("mine");
    }

    @Test
    void aDeletedOneIsInactiveForAWhileAndAnAttachedOneStays() {
        stage.provided(CapacityStage.scaled().build(), false);
        assertThatThrownBy(() -> delete("made")).hasMessageContaining("associated with cluster: default");

        stage.attached(List.of());
        assertThat(delete("made").updateStatus()).contains("DELETE_COMPLETE");
        assertThat(described("made").capacityProviders().orElseThrow())
                .singleElement()
                .satisfies(provider -> assertThat(provider.status()).contains("INACTIVE"));
        assertThat(described().capacityProviders().orElseThrow()).hasSize(2);
        assertThatThrownBy(() -> stage.attached(List.of("made"))).hasMessageContaining("was not found");

        stage.workshop.pass(Duration.ofHours(2));
        new DeletedProviders(stage.workshop.clusters().stores(), Duration.ofHours(1), stage.workshop.clock()).pass();
        assertThat(described("made").failures().orElseThrow()).hasSize(1);
        assertThatThrownBy(() -> delete("FARGATE")).hasMessageContaining("is reserved");
    }

    private CapacityProvider delete(String name) {
        return stage.workshop
                .call(
                        Ecs.DELETE_CAPACITY_PROVIDER,
                        DeleteCapacityProviderRequest.builder()
                                .capacityProvider(name)
                                .build())
                .capacityProvider()
                .orElseThrow();
    }

    @Test
    void theyHaveTags() {
        stage.made("mine", CapacityStage.group("pool").build());
        stage.workshop.call(
                Ecs.TAG_RESOURCE,
                TagResourceRequest.builder()
                        .resourceArn(ARN + "mine")
                        .tags(List.of(Tag.builder().key("team").value("a").build()))
                        .build());

        assertThat(stage.workshop
                        .call(
                                Ecs.DESCRIBE_CAPACITY_PROVIDERS,
                                DescribeCapacityProvidersRequest.builder()
                                        .capacityProviders(List.of("mine"))
                                        .include(Optional.of(List.of("TAGS")))
                                        .build())
                        .capacityProviders()
                        .orElseThrow()
                        .getFirst()
                        .tags()
                        .orElseThrow())
                .hasSize(1);
    }
}
