package io.argosy.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Trigger;
import io.argosy.state.ClusterStore;
import io.argosy.state.Touched;
import io.argosy.wire.Handshake;
import io.argosy.wire.access.QueryString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionWakerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path folder;

    private SessionStage stage;
    private ClusterStore store;
    private Wakeup here;
    private Wakeup there;

    @BeforeEach
    void open() throws IOException {
        stage = new SessionStage(folder);
        store = stage.workshop.scope().store();
        here = connected(stage.instance);
        there = connected(stage.workshop.joined(1, 1));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Wakeup connected(ContainerInstanceId instance) {
        return stage.connect(new Handshake(
                        SessionStage.AGENT,
                        "/acs/ws",
                        QueryString.parse("clusterArn=default&containerInstanceArn=" + instance.value())))
                .session()
                .wakeup();
    }

    private void quiet() {
        here.heard();
        there.heard();
    }

    @Test
    void onlySessionsOfInstancesThatACommitTouchedAreWoken() {
        var waker = new SessionWaker(store, stage.handshakes.connectedAgents());
        waker.ring(NOON);
        quiet();

        stage.run();
        waker.ring(NOON.plusSeconds(1));

        assertThat(here.heard()).isTrue();
        assertThat(there.heard()).isFalse();
    }

    @Test
    void aLostHintIsMendedWithinAMinute() {
        var nothing = new Touched(false, Set.of(), Set.of(), Set.of(), false);
        var waker = new SessionWaker(
                store, stage.handshakes.connectedAgents(), seen -> seen < 0 ? store.touchedAfter(seen) : nothing);
        waker.ring(NOON);
        quiet();

        stage.run();
        waker.ring(NOON.plusSeconds(1));
        assertThat(here.heard()).isFalse();

        waker.ring(NOON.plus(SessionWaker.PERIOD));
        assertThat(here.heard()).isTrue();
    }

    /// Sessions compare with what lives: what an instance ran before is not looked at.
    @Test
    void whatHasStoppedIsNoPartOfTheComparison() {
        for (int i = 0; i < 5; i++) {
            stage.run();
        }
        var over = new StopReason(StopCode.USER_INITIATED, "over");
        store.write(tx -> {
            tx.state().liveOn(stage.instance).forEach(task -> tx.move(task, new Trigger.Lost(over, tx.now())));
            return tx.now();
        });

        assertThat(store.read().tasksOn(stage.instance)).hasSize(5);
        assertThat(store.read().liveOn(stage.instance)).isEmpty();
    }
}
