package io.argosy.capacity.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.capacity.CapacityStage;
import io.argosy.model.AwaitedPlacement;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ManagedScaling;
import io.argosy.shapes.ecs.PutClusterCapacityProvidersRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clusters have of capacity providers, and what tasks and services get of that.
final class ClusterProvidersTest {
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

    private static List<CapacityProviderStrategyItem> strategy(String... providers) {
        return List.of(providers).stream()
                .map(name -> CapacityProviderStrategyItem.builder()
                        .capacityProvider(name)
                        .weight(1)
                        .build())
                .toList();
    }

    @Test
    void aClusterHasWhatWasPutAndKeepsWhatIsUsed() {
        stage.provided(CapacityStage.scaled().build(), false);
        var cluster = stage.workshop
                .call(
                        Ecs.PUT_CLUSTER_CAPACITY_PROVIDERS,
                        PutClusterCapacityProvidersRequest.builder()
                                .cluster("default")
                                .capacityProviders(List.of(ARN + "made", "FARGATE"))
                                .defaultCapacityProviderStrategy(strategy("made"))
                                .build())
                .cluster()
                .orElseThrow();
        assertThat(cluster.capacityProviders().orElseThrow()).containsExactly("made", "FARGATE");
        assertThat(cluster.defaultCapacityProviderStrategy().orElseThrow()).isEqualTo(strategy("made"));
        assertThat(cluster.attachmentsStatus()).contains("UPDATE_COMPLETE");

        var answer = stage.workshop.call(
                Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("small").build());
        assertThat(answer.tasks().orElseThrow()).singleElement().satisfies(task -> {
            assertThat(task.capacityProviderName()).contains("made");
            assertThat(task.launchType()).contains("EC2");
        });
        assertThatThrownBy(() -> stage.attached(List.of())).hasMessageContaining("ResourceInUseException");
    }

    @Test
    void aProviderThatScalesIsOfOneClusterOnly() {
        stage.provided(CapacityStage.scaled().build(), false);

        assertThatThrownBy(() -> stage.workshop.call(
                        Ecs.CREATE_CLUSTER,
                        CreateClusterRequest.builder()
                                .clusterName("second")
                                .capacityProviders(List.of("made"))
                                .build()))
                .hasMessageContaining("associated with another cluster");
    }

    @Test
    void aNewClusterHasItsDefaultStrategyAndItsServicesUseIt() {
        stage.made("mine", CapacityStage.group("pool").build());
        stage.workshop.call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder()
                        .clusterName("second")
                        .capacityProviders(List.of("mine"))
                        .defaultCapacityProviderStrategy(strategy("mine"))
                        .build());

        var service = stage.workshop
                .call(
                        Ecs.CREATE_SERVICE,
                        CreateServiceRequest.builder()
                                .cluster("second")
                                .serviceName("web")
                                .taskDefinition("small")
                                .desiredCount(1)
                                .build())
                .service()
                .orElseThrow();

        assertThat(service.capacityProviderStrategy()).contains(strategy("mine"));
        assertThat(service.launchType()).isEmpty();
        assertThat(stage.workshop
                        .call(
                                Ecs.DESCRIBE_CLUSTERS,
                                DescribeClustersRequest.builder()
                                        .clusters(List.of("second"))
                                        .build())
                        .clusters()
                        .orElseThrow()
                        .getFirst()
                        .capacityProviders())
                .contains(List.of("mine"));
    }

    @Test
    void whatIsNotOfTheClusterOrMixedIsRefused() {
        stage.made("mine", CapacityStage.group("pool").build());

        assertThatThrownBy(() -> run(strategy("mine"))).hasMessageContaining("not associated with the cluster");
        stage.attached(List.of("mine", "FARGATE"));
        assertThatThrownBy(() -> run(strategy("mine", "FARGATE")))
                .hasMessageContaining("cannot contain a mix of capacity providers");
        assertThatThrownBy(() -> stage.attached(List.of("mine", "mine"))).hasMessageContaining("duplicates");
        assertThatThrownBy(() -> stage.attached(List.of("none")))
                .hasMessageContaining("The specified capacity provider 'none' was not found.");
    }

    private void run(List<CapacityProviderStrategyItem> strategy) {
        stage.workshop.call(
                Ecs.RUN_TASK,
                RunTaskRequest.builder()
                        .taskDefinition("small")
                        .capacityProviderStrategy(strategy)
                        .build());
    }

    /// Without managed scaling nothing is made for a task, so it does not wait.
    @Test
    void aProviderThatDoesNotScaleHasRoomOrFails() {
        stage.provided(ManagedScaling.builder().status("DISABLED").build(), false);
        stage.workshop.joined(1024, 1024);

        var answer = stage.run(1);

        assertThat(answer.tasks().orElseThrow()).isEmpty();
        assertThat(answer.failures().orElseThrow())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("EMPTY CAPACITY PROVIDER"));
    }

    @Test
    void noMoreThanFiveHundredWait() {
        stage.provided(CapacityStage.scaled().build(), false);
        for (int i = 0; i < 50; i++) {
            stage.run(10);
        }

        assertThat(stage.state().table(AwaitedPlacement.KIND).size()).isEqualTo(500);
        assertThatThrownBy(() -> stage.run(1))
                .hasMessageContaining("ClientException")
                .hasMessageContaining("500 tasks in the PROVISIONING state");
    }
}
