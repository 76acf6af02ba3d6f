package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.ecs.VersionInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Amounts never overflow, and a journal written when they could is read, its tasks stopped like any other.
final class OverflownNeedsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ContainerInstanceId ON = new ContainerInstanceId("0".repeat(32));
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");

    @TempDir
    private Path folder;

    @Test
    void amountsAreNeverNegativeAndSumsStopAtTheLargestNumber() {
        var most = new Resources(Integer.MAX_VALUE, Integer.MAX_VALUE, Set.of(), Set.of());
        var one = new Resources(1, 1, Set.of(80), Set.of());

        assertThat(most.plus(most)).isEqualTo(most);
        assertThat(one.minus(most).cpu()).isZero();
        assertThat(one.minus(most).memoryMib()).isZero();
        assertThatThrownBy(() -> new Resources(-2, 0, Set.of(), Set.of())).hasMessageContaining("negative");
    }

    @Test
    void anOldJournalWithAnOverflowIsReadAndItsTaskCanStop() throws Exception {
        TaskId task = written();
        overflown();

        try (Stores stores = Stores.open(folder.resolve("journal.db"), InstantSource.fixed(NOW))) {
            ClusterStore store = stores.cluster(REALM, new ClusterName("demo"));
            assertThat(store.read()
                            .load(ON)
                            .map(InstanceLoad::used)
                            .orElseThrow()
                            .cpu())
                    .isZero();

            var lost = new Trigger.Lost(new StopReason(StopCode.TERMINATION_NOTICE, "gone"), NOW);
            store.write(tx -> tx.move(tx.state().task(task).orElseThrow(), lost));

            assertThat(store.read().load(ON)).contains(InstanceLoad.empty(instance()));
        }
    }

    private TaskId written() throws IOException {
        var id = new TaskId("a".repeat(32));
        try (Stores stores = Stores.open(folder.resolve("journal.db"), InstantSource.fixed(NOW))) {
            stores.cluster(REALM, new ClusterName("demo")).write(tx -> {
                tx.add(instance());
                tx.add(task(id), new Trigger.Placed(ON, NOW));
                return id;
            });
        }
        return id;
    }

    /// Puts into the file what a server wrote that added up container sizes in numbers too small for them.
    private void overflown() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE entity SET body = replace(body, '\"cpu\":64', '\"cpu\":-2')");
            // As it was before the step that mends it.
            statement.executeUpdate("PRAGMA user_version = 1");
            statement.executeUpdate("ALTER TABLE entity DROP COLUMN version");
            statement.executeUpdate("ALTER TABLE history DROP COLUMN version");
            statement.executeUpdate("ALTER TABLE history DROP COLUMN commit_id");
            statement.executeUpdate("ALTER TABLE history DROP COLUMN before");
            statement.executeUpdate("DROP TABLE aside");
        }
    }

    private static ContainerInstance instance() {
        return new ContainerInstance(
                ON,
                "i-1",
                ContainerInstance.Status.ACTIVE,
                true,
                new Resources(1024, 1024, Set.of(), Set.of()),
                List.of(),
                VersionInfo.builder().build(),
                List.of(),
                NOW,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Task task(TaskId id) {
        return new Task(
                id,
                new TaskDefinitionId("web", 1),
                new Owner.Standalone("family:web", ""),
                LaunchType.EC2,
                Optional.empty(),
                new Resources(64, 64, Set.of(), Set.of()),
                TaskOverride.builder().build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(NOW),
                List.of(),
                List.of(),
                false,
                List.of(),
                1);
    }
}
