package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.DeploymentId;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.TaskOverride;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TouchedTest {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ServiceName WEB = new ServiceName("web");
    private static final ContainerInstanceId ON = new ContainerInstanceId("a".repeat(32));

    @TempDir
    private Path folder;

    private Stores stores;
    private ClusterStore store;
    private long seen;

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(folder.resolve("argosy.db"), InstantSource.fixed(NOW));
        store = stores.cluster(REALM, new ClusterName("demo"));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private <R> R write(Function<Transaction, R> command) {
        seen = store.snapshot().commit();
        return store.write(command);
    }

    private Touched touched() {
        return store.touchedAfter(seen);
    }

    private static Task task() {
        return new Task(
                new TaskId("1".repeat(32)),
                new TaskDefinitionId("web", 1),
                new Owner.OfService(WEB, new DeploymentId(1)),
                LaunchType.EC2,
                Optional.empty(),
                Resources.NONE,
                TaskOverride.builder().build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(NOW),
                List.of(),
                List.of(),
                false,
                List.of(),
                1);
    }

    @Test
    void aTaskTouchesItsServiceAndItsInstanceAndMakesRoomWhenItLeaves() {
        Task placed = write(tx -> tx.add(task(), new Trigger.Placed(ON, NOW)));
        assertThat(touched()).isEqualTo(new Touched(false, Set.of(WEB), Set.of(ON), Set.of(), false));

        Task running = write(tx -> tx.move(placed, new Trigger.Started(NOW)));
        assertThat(touched()).isEqualTo(new Touched(false, Set.of(WEB), Set.of(ON), Set.of(), false));

        var exited = new StopReason(StopCode.ESSENTIAL_CONTAINER_EXITED, "over");
        Task stopped = write(tx -> tx.move(running, new Trigger.Exited(exited, NOW)));
        assertThat(touched()).isEqualTo(new Touched(false, Set.of(WEB), Set.of(ON), Set.of(), true));

        write(tx -> {
            tx.remove(stopped);
            return tx.now();
        });
        assertThat(touched()).isEqualTo(new Touched(false, Set.of(WEB), Set.of(), Set.of(), false));
    }

    @Test
    void whatIsSaidOfAServiceTouchesItAndATokenNothing() {
        write(tx -> {
            tx.add(new ServiceEvent(WEB, 1, "e", NOW, ServiceEvent.Statement.of(ServiceEvent.Kind.OTHER, "")));
            return tx.now();
        });
        assertThat(touched().services()).containsExactly(WEB);

        write(tx -> {
            tx.add(new ClientToken("RunTask", "1", "", List.of(), NOW));
            return tx.now();
        });
        assertThat(touched()).isEqualTo(new Touched(false, Set.of(), Set.of(), Set.of(), false));
    }

    @Test
    void severalCommitsAreOneAnswerAndTheFirstQuestionIsAboutEverything() {
        long before = store.snapshot().commit();
        Task placed = store.write(tx -> tx.add(task(), new Trigger.Placed(ON, NOW)));
        store.write(tx -> tx.move(placed, new Trigger.Started(NOW)));

        assertThat(store.touchedAfter(before).services()).containsExactly(WEB);
        assertThat(store.touchedAfter(store.snapshot().commit()).services()).isEmpty();
        assertThat(store.touchedAfter(-1).everything()).isTrue();
    }

    @Test
    void whatIsTooMuchToRememberIsEverything() {
        var log = new TouchedLog(0);
        for (int commit = 1; commit <= 3; commit++) {
            log.add(commit, many(TouchedLog.MOST_KEYS / 2 - 1));
        }

        assertThat(log.after(0).everything()).isTrue();
        assertThat(log.after(1).everything()).isFalse();
        assertThat(log.after(1).services()).hasSize(TouchedLog.MOST_KEYS / 2 - 1);

        log.add(4, many(TouchedLog.MOST_KEYS));
        assertThat(log.after(3).everything()).isTrue();
        assertThat(log.after(4).everything()).isFalse();
    }

    private static Touched many(int services) {
        Set<ServiceName> names = IntStream.range(0, services)
                .mapToObj(i -> new ServiceName("service-" + i))
                .collect(Collectors.toSet());
        return new Touched(false, names, Set.of(), Set.of(), false);
    }
}
