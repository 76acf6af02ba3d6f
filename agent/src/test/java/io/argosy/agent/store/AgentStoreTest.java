package io.argosy.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.docker.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AgentStoreTest {
    @TempDir
    private Path directory;

    private final List<StoreFailed> failures = new CopyOnWriteArrayList<>();

    /// Long enough to need pages of its own.
    private static AgentStore.Entry entry(String arn) {
        return new AgentStore.Entry(arn, "x".repeat(50_000), List.of());
    }

    @Test
    void aDiskThatFillsAndEmptiesLeavesAStoreThatWorks() throws Exception {
        try (var disk = new SmallDisk(directory.resolve("disk"), 4);
                var store = AgentStore.open(disk.root(), failures::add)) {
            store.save(List.of(entry("before")));
            disk.fill();

            store.save(List.of(entry("on the last reserve")));
            assertThat(failures).isEmpty();
            disk.fill();
            assertThatThrownBy(() -> store.save(List.of(entry("too much")))).isInstanceOf(StoreFailed.class);
            assertThat(failures).hasSize(1);

            disk.free();
            store.save(List.of(entry("after")));
            store.restock();
            assertThat(failures).hasSize(1);
            assertThat(store.tasks()).containsOnlyKeys("before", "on the last reserve", "after");
            assertThat(disk.root().resolve("ballast")).exists();
        }
    }

    @Test
    void aWriteThatFailsHalfwayIsUndone() throws Exception {
        try (var store = AgentStore.open(directory, failures::add);
                var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("agent.db"));
                var statement = other.createStatement()) {
            statement.execute("CREATE TRIGGER no BEFORE INSERT ON task WHEN NEW.arn = 'bad'"
                    + " BEGIN SELECT RAISE(ROLLBACK, 'no'); END");

            assertThatThrownBy(() -> store.save(List.of(entry("good"), entry("bad"))))
                    .isInstanceOf(StoreFailed.class);
            store.save(List.of(entry("next")));

            assertThat(store.tasks()).containsOnlyKeys("next");
            assertThat(failures).hasSize(1);
        }
    }

    @Test
    void aFileOfANewerAgentIsNotTouched() throws Exception {
        AgentStore.open(directory, failures::add).close();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("agent.db"));
                var statement = other.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> AgentStore.open(directory, failures::add))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("newer agent");
    }
}
