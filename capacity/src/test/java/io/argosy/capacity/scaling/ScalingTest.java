package io.argosy.capacity.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.capacity.CapacityStage;
import io.argosy.capacity.WaitingWork;
import io.argosy.capacity.groups.ProvidedHost.State;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Resources;
import io.argosy.model.Task;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.StopTaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four tasks of 256 MiB go on one host.
final class ScalingTest {
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

    private void provided() {
        stage.provided(CapacityStage.scaled().build(), false);
    }

    @Test
    void fromZeroToWhatIsNeededAndBackToZero() {
        provided();

        var answer = stage.run(10);
        assertThat(answer.tasks().orElseThrow())
                .hasSize(10)
                .allSatisfy(task -> assertThat(task.lastStatus()).contains("PROVISIONING"))
                .allSatisfy(task -> assertThat(task.capacityProviderName()).contains("made"))
                .allSatisfy(task -> assertThat(task.containerInstanceArn()).isEmpty());
        assertThat(answer.failures().orElseThrow()).isEmpty();
        stage.reconcile();
        assertThat(stage.maker.launched()).hasSize(3);
        assertThat(stage.report().reservation()).isEqualTo(200);

        stage.allBoot();
        assertThat(stage.count("PENDING")).isEqualTo(10);
        assertThat(stage.state().instances())
                .hasSize(3)
                .allSatisfy(instance -> assertThat(instance.capacityProvider()).contains("made"));
        assertThat(stage.report().reservation()).isEqualTo(100);
        assertThat(stage.state().table(AwaitedPlacement.KIND).size()).isZero();

        stage.minutes(20);
        assertThat(stage.hosts(State.JOINED)).hasSize(3);
        stage.allEnd();
        stage.minutes(14);
        assertThat(stage.hosts(State.JOINED)).hasSize(3);
        stage.minutes(5);
        assertThat(stage.maker.launched()).hasSize(3);
        assertThat(stage.hosts(State.JOINED)).isEmpty();
        assertThat(stage.state().loads()).isEmpty();
        assertThat(stage.state().joinTokens()).isEmpty();
    }

    @Test
    void atMostHalfGoInAMinuteAndNoneThatWarmsUp() {
        stage.provided(CapacityStage.scaled().instanceWarmupPeriod(3600).build(), false);
        stage.run(10);
        stage.run(6);
        stage.reconcile();
        stage.allBoot();
        assertThat(stage.hosts(State.JOINED)).hasSize(4);
        stage.allEnd();

        stage.minutes(50);
        assertThat(stage.hosts(State.JOINED)).hasSize(4);
        stage.minutes(10);
        assertThat(stage.hosts(State.JOINED)).hasSize(2);
        stage.minutes(1);
        assertThat(stage.hosts(State.JOINED)).hasSize(1);
        stage.minutes(1);
        assertThat(stage.hosts(State.JOINED)).isEmpty();
    }

    @Test
    void anInstanceWithTasksDrainsBeforeItsHostGoes() {
        provided();
        stage.run(4);
        stage.reconcile();
        stage.allBoot();
        ContainerInstanceId on = stage.tasks().iterator().next().on().orElseThrow();
        stage.tasks().stream().map(Task::id).skip(1).forEach(stage::ends);
        Task last = stage.tasks().stream()
                .filter(task -> task.on().isPresent())
                .findFirst()
                .orElseThrow();

        stage.workshop.call(
                Ecs.STOP_TASK, StopTaskRequest.builder().task(last.id().value()).build());
        stage.attached(List.of("made"));
        stage.minutes(20);
        assertThat(stage.instance(on).status()).isEqualTo(ContainerInstance.Status.ACTIVE);
        stage.ends(last.id());
        stage.minutes(16);

        assertThat(stage.instance(on).status()).isEqualTo(ContainerInstance.Status.INACTIVE);
    }

    @Test
    void aTaskThatIsStoppedWaitsNoMore() {
        provided();
        stage.run(1);
        Task task = stage.tasks().iterator().next();

        stage.workshop.call(
                Ecs.STOP_TASK, StopTaskRequest.builder().task(task.id().value()).build());
        stage.reconcile();

        assertThat(stage.tasks()).singleElement().satisfies(stopped -> {
            assertThat(stopped.state().stopped()).isTrue();
            assertThat(stopped.ending().orElseThrow().code().text()).isEqualTo("UserInitiated");
        });
        assertThat(stage.state().table(AwaitedPlacement.KIND).size()).isZero();
    }

    @Test
    void aTaskThatWaitsTooLongFailsToStart() {
        provided();
        stage.maker.fails("no money");
        stage.run(1);

        stage.minutes(31);

        assertThat(stage.tasks()).singleElement().satisfies(stopped -> {
            assertThat(stopped.ending().orElseThrow().code().text()).isEqualTo("TaskFailedToStart");
            assertThat(stopped.ending().orElseThrow().text()).isEqualTo("TaskFailedToStart: EMPTY CAPACITY PROVIDER");
        });
    }

    @Test
    void whatFailsIsSaidAndTriedAgainLaterAndLater() {
        provided();
        stage.maker.fails("no money");
        stage.run(1);
        stage.reconcile();
        assertThat(stage.report().trouble().orElseThrow().words()).isEqualTo("no money");
        assertThat(stage.hosts(State.LAUNCHING)).isEmpty();
        stage.workshop.pass(Duration.ofSeconds(6));
        stage.reconcile();
        assertThat(stage.report().trouble().orElseThrow().failures()).isEqualTo(2);

        stage.maker.works();
        stage.workshop.pass(Duration.ofSeconds(6));
        stage.reconcile();
        assertThat(stage.maker.launched()).isEmpty();
        stage.workshop.pass(Duration.ofSeconds(6));
        stage.reconcile();
        stage.allBoot();

        assertThat(stage.maker.launched()).hasSize(1);
        assertThat(stage.report().trouble()).isEmpty();
        assertThat(stage.count("PENDING")).isEqualTo(1);
    }

    @Test
    void aHostThatNeverJoinsIsTakenAwayAndReplaced() {
        provided();
        stage.run(1);
        stage.reconcile();
        assertThat(stage.hosts(State.STARTED)).hasSize(1);

        stage.minutes(6);

        assertThat(stage.report().trouble().orElseThrow().words()).isEqualTo("host i-1 did not join within 300 s");
        assertThat(stage.maker.launched()).containsExactly("i-1", "i-2");
        assertThat(stage.hosts(State.STARTED))
                .singleElement()
                .satisfies(host -> assertThat(host.id()).contains("i-2"));
    }

    @Test
    void aHostWhoseAgentStaysAwayIsReplaced() {
        provided();
        stage.run(1);
        stage.reconcile();
        stage.allBoot();
        ContainerInstanceId on = stage.tasks().iterator().next().on().orElseThrow();

        stage.workshop.connect(on, false);
        stage.reconcile();
        stage.minutes(1);
        assertThat(stage.instance(on).registered()).isTrue();
        stage.minutes(2);

        assertThat(stage.instance(on).registered()).isFalse();
        assertThat(stage.tasks().iterator().next().ending().orElseThrow().text())
                .startsWith("Host EC2 (instance ")
                .endsWith(") terminated.");
    }

    @Test
    void whatAServerWasDoingWhenItWasKilledIsFoundByTheNext() throws IOException {
        provided();
        stage.run(1);
        stage.reconcile();
        stage.maker.appears("i-lost");
        stage.begin();
        stage.reconcile();
        stage.allBoot();

        stage.compare();
        assertThat(stage.maker.list()).contains("i-lost");
        stage.compare();

        assertThat(stage.maker.list()).containsExactly("i-1");
        assertThat(stage.maker.launched()).containsExactly("i-1");
    }

    @Test
    void aHostThatIsGoneIsDeregistered() {
        provided();
        stage.run(1);
        stage.reconcile();
        stage.allBoot();
        ContainerInstanceId on = stage.tasks().iterator().next().on().orElseThrow();

        stage.maker.vanishes("i-1");
        stage.compare();
        stage.compare();

        assertThat(stage.instance(on).registered()).isFalse();
        assertThat(stage.hosts(State.JOINED)).isEmpty();
    }

    @Test
    void aClusterThatLetsGoOfAProviderHasItsHostsTakenAway() throws IOException {
        provided();
        stage.run(1);
        stage.reconcile();
        stage.allBoot();
        stage.allEnd();

        stage.attached(List.of());
        stage.reconcile();

        assertThat(stage.maker.list()).isEmpty();
        assertThat(stage.state().loads()).isEmpty();
    }

    @Test
    void workOfOtherRoomsCountsUpToItsCeilingAndDownToItsFloor() {
        stage.waits((_, provider) -> new WaitingWork.Wanted(
                List.of(new WaitingWork.Group(new Resources(1024, 512, Set.of(), Set.of()), 100)), 0, 3));
        provided();
        stage.reconcile();

        assertThat(stage.maker.launched()).hasSize(3);
        assertThat(stage.report().needed()).isEqualTo(3);
    }

    @Test
    void aFloorOfVcpusIsKeptWhateverWaits() {
        stage.waits((_, provider) -> new WaitingWork.Wanted(List.of(), 2, 10));
        provided();
        stage.reconcile();

        assertThat(stage.maker.launched()).hasSize(2);
    }

    @Test
    void plainTasksMayUseTheInstancesOfAProviderAndWaitForNone() {
        provided();
        stage.run(1);
        stage.reconcile();
        stage.allBoot();
        stage.workshop.joined(1024, 1024);

        var more = stage.run(4).tasks().orElseThrow();

        assertThat(more)
                .filteredOn(task -> task.lastStatus().orElseThrow().equals("PENDING"))
                .hasSize(3);
        assertThat(stage.count("PROVISIONING")).isEqualTo(1);
    }

    @Test
    void thoseThatWaitAreInOrder() {
        provided();
        stage.run(4);
        stage.workshop.pass(Duration.ofSeconds(1));
        stage.run(1);
        List<Task> inOrder = stage.state()
                .table(AwaitedPlacement.KIND)
                .inOrder(AwaitedPlacement.IN_ORDER)
                .map(awaited -> stage.state().task(awaited.task()).orElseThrow())
                .toList();
        stage.reconcile();
        stage.boots("i-1");
        stage.reconcile();

        assertThat(stage.state().task(inOrder.getLast().id()).orElseThrow().on())
                .isEmpty();
        Task first = stage.state().task(inOrder.getFirst().id()).orElseThrow();
        stage.store().write(tx -> tx.move(first, new Trigger.Started(tx.now())));
        stage.ends(first.id());
        stage.reconcile();
        assertThat(stage.count("PROVISIONING")).isZero();
    }
}
