package io.argosy.reconcilers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// DAEMON services as callers and instances see them: made, moved, taken away.
final class DaemonServicesTest {
    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private io.argosy.shapes.ecs.Service daemon(UnaryOperator<CreateServiceRequest.Builder> more) {
        return stage.create(more.apply(CreateServiceRequest.builder()
                .serviceName("web")
                .taskDefinition("web:1")
                .schedulingStrategy("DAEMON")));
    }

    private List<ContainerInstanceId> hosts() {
        return stage.live().stream()
                .map(Task::on)
                .map(on -> on.orElseThrow())
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .toList();
    }

    @Test
    void oneRunsOnEachInstanceAndOnThoseThatCome() {
        ContainerInstanceId first = stage.joined(4);
        ContainerInstanceId second = stage.joined(4);

        var made = daemon(same -> same);
        assertThat(made.desiredCount()).contains(2);
        assertThat(made.runningCount()).contains(0);
        assertThat(made.deploymentConfiguration().orElseThrow().maximumPercent())
                .contains(100);
        assertThat(made.availabilityZoneRebalancing()).contains("DISABLED");
        assertThat(stage.stable()).isFalse();

        stage.settle(3);
        assertThat(hosts()).containsExactly(first, second);
        ContainerInstanceId third = stage.joined(4);
        stage.reconcile();

        assertThat(hosts()).containsExactly(first, second, third);
        assertThat(stage.described().desiredCount()).contains(3);
        stage.settle(3);
        assertThat(stage.stable()).isTrue();
    }

    @Test
    void theFirstRoomOfAnInstanceIsTheDaemons() {
        daemon(same -> same);
        stage.create(CreateServiceRequest.builder()
                .serviceName("all-over")
                .taskDefinition("web:1")
                .desiredCount(3));
        stage.reconcile();
        assertThat(stage.live()).isEmpty();

        ContainerInstanceId small = stage.joined(1);
        stage.reconcile();

        assertThat(hosts()).containsExactly(small);
        assertThat(stage.store().read().liveOn(small)).hasSize(1);
    }

    @Test
    void anInstanceWithoutRoomHoldsUpNoOther() {
        stage.joined(0);
        ContainerInstanceId roomy = stage.joined(1);

        daemon(same -> same);
        stage.reconcile();

        assertThat(hosts()).containsExactly(roomy);
        assertThat(stage.described().desiredCount()).contains(2);
        assertThat(stage.events()).anyMatch(text -> text.contains("has insufficient CPU units available"));
    }

    @Test
    void onADrainingInstanceItStaysUntilTheOthersAreGone() {
        ContainerInstanceId first = stage.joined(4);
        daemon(same -> same);
        stage.create(CreateServiceRequest.builder()
                .serviceName("other")
                .taskDefinition("web:1")
                .desiredCount(1));
        stage.settle(3);
        stage.joined(4);
        stage.settle(3);

        stage.set(first, ContainerInstance.Status.DRAINING);
        stage.reconcile();
        assertThat(hosts()).hasSize(2);
        for (int turn = 0; turn < 5; turn++) {
            stage.agentsWork();
            stage.wait(java.time.Duration.ofMinutes(1));
            stage.reconcile();
        }

        assertThat(stage.store().read().liveOn(first)).isEmpty();
        assertThat(stage.described().desiredCount()).contains(1);
    }

    @Test
    void aConstraintThatIsChangedMovesItsTasks() {
        ContainerInstanceId first = stage.joined(4);
        stage.joined(4);
        daemon(same -> same);
        stage.settle(3);

        stage.update(change -> change.placementConstraints(List.of(PlacementConstraint.builder()
                .type("memberOf")
                .expression("ec2InstanceId == i-" + first.value().substring(24))
                .build())));
        stage.reconcile();

        assertThat(hosts()).containsExactly(first);
        assertThat(stage.events()).anyMatch(text -> text.contains("does not meet its placement constraints"));
    }

    @Test
    void aDeploymentReplacesEachWhereItIs() {
        stage.joined(1);
        stage.joined(1);
        daemon(same -> same);
        stage.settle(3);
        stage.defined();

        stage.update(change -> change.taskDefinition("web:2"));
        stage.settle(6);

        assertThat(stage.stable()).isTrue();
        assertThat(stage.running())
                .hasSize(2)
                .allMatch(task -> task.definition().revision() == 2);
        assertThat(stage.tasks(task -> task.state() instanceof TaskState.Stopped))
                .hasSize(2);
    }

    @Test
    void itIsDeletedWithoutForce() {
        stage.joined(1);
        daemon(same -> same);
        stage.settle(3);

        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").build());
        stage.reconcile();

        assertThat(stage.live()).isEmpty();
    }

    @Test
    void whatADaemonCannotHaveIsRefused() {
        refused("a desired count for services. Remove the desired count value", asked -> asked.desiredCount(0));
        refused(
                "placement strategies",
                asked -> asked.placementStrategy(
                        List.of(PlacementStrategy.builder().type("random").build())));
        refused(
                "values above 100 for maximumPercent",
                asked -> asked.deploymentConfiguration(
                        DeploymentConfiguration.builder().maximumPercent(101).build()));
        refused("the Fargate launch type", asked -> asked.launchType("FARGATE"));
        refused("Availability Zone rebalancing", asked -> asked.availabilityZoneRebalancing("ENABLED"));
        daemon(same -> same);
        assertThatThrownBy(() -> stage.update(change -> change.desiredCount(3)))
                .hasMessageContaining("The daemon scheduling strategy does not support a desired count");
    }

    private void refused(String what, UnaryOperator<CreateServiceRequest.Builder> more) {
        assertThatThrownBy(() -> daemon(more))
                .hasMessageContaining("The daemon scheduling strategy does not support " + what);
    }
}
