package io.argosy.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateCapacityProviderRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services whose tasks are of capacity providers.
final class ServicesTest {
    private static final ServiceName WEB = new ServiceName("web");

    @TempDir
    private Path folder;

    private CapacityStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new CapacityStage(folder, 0, 5);
        stage.provided(CapacityStage.scaled().build(), false);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static CapacityProviderStrategyItem item(String provider, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .base(base)
                .weight(weight)
                .build();
    }

    private void created(int desired, CapacityProviderStrategyItem... strategy) {
        stage.workshop.call(
                Ecs.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .serviceName(WEB.value())
                        .taskDefinition("small")
                        .desiredCount(desired)
                        .capacityProviderStrategy(List.of(strategy))
                        .build());
        stage.tend();
    }

    private Service described() {
        return stage.workshop
                .call(
                        Ecs.DESCRIBE_SERVICES,
                        DescribeServicesRequest.builder()
                                .services(List.of(WEB.value()))
                                .build())
                .services()
                .orElseThrow()
                .getFirst();
    }

    private Map<String, Long> byProvider() {
        return stage.state().liveOf(WEB).stream()
                .filter(task -> task.state().wanted())
                .map(Task::capacityProvider)
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void tasksThatWaitArePendingAndEventsSayForWhat() {
        created(6, item("made", 0, 1));

        assertThat(described().pendingCount()).contains(6);
        assertThat(described().runningCount()).contains(0);
        assertThat(stage.state().eventsOf(WEB))
                .extracting(ServiceEvent::message)
                .anyMatch(text -> text.startsWith("(service web) was unable to reach steady state. Reason: No Container"
                        + " Instances were found in your capacity provider."));

        stage.reconcile();
        stage.allBoot();
        stage.tend();
        assertThat(stage.maker.launched()).hasSize(2);
        assertThat(stage.count("PENDING")).isEqualTo(6);
    }

    /// Two of the base first, then one to three.
    @Test
    void baseAndWeightCountAcrossTheTasksThatLive() {
        stage.workshop.call(
                Ecs.CREATE_CAPACITY_PROVIDER,
                CreateCapacityProviderRequest.builder()
                        .name("second")
                        .autoScalingGroupProvider(AutoScalingGroupProvider.builder()
                                .autoScalingGroupArn(CapacityStage.GROUP + "other")
                                .managedScaling(CapacityStage.scaled().build())
                                .build())
                        .build());
        stage.attached(List.of("made", "second"));
        created(6, item("made", 2, 1), item("second", 0, 3));
        assertThat(byProvider()).isEqualTo(Map.of("made", 3L, "second", 3L));

        stage.workshop.call(
                Ecs.UPDATE_SERVICE,
                UpdateServiceRequest.builder()
                        .service(WEB.value())
                        .desiredCount(10)
                        .build());
        stage.tend();

        assertThat(byProvider()).isEqualTo(Map.of("made", 4L, "second", 6L));
    }

    @Test
    void aServiceThatWantsFewerLetsThoseGoThatWait() {
        created(5, item("made", 0, 1));
        stage.reconcile();
        stage.allBoot();
        stage.workshop.call(
                Ecs.UPDATE_SERVICE,
                UpdateServiceRequest.builder()
                        .service(WEB.value())
                        .desiredCount(1)
                        .build());
        stage.tend();

        assertThat(byProvider()).isEqualTo(Map.of("made", 1L));
    }
}
