package io.argosy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Workshop;
import io.argosy.launches.Capacity;
import io.argosy.model.Owner;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaunchTest {
    @TempDir
    private Path folder;

    private Workshop workshop;
    private PreparedLaunch web;
    private int lastId;
    private final TaskLauncher launch = new TaskLauncher(() -> "%032x".formatted(0xabc000 + ++lastId), new Random(1));

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.defined("web");
        ClusterScope scope = workshop.scope();
        TaskDefinition definition = scope.account()
                .read()
                .taskDefinition(new TaskDefinitionId("web", 1))
                .orElseThrow();
        web = PreparedLaunch.of(new LaunchRequest(
                scope,
                definition,
                new Owner.Standalone("family:web", ""),
                Capacity.EC2,
                TaskOverride.builder().build(),
                List.of(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of()));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private Optional<TaskId> placed(Transaction tx) {
        return launch.place(tx, web, List.of()) instanceof TaskLauncher.Result.Placed(var task)
                ? Optional.of(task.id())
                : Optional.empty();
    }

    @Test
    void whatACommandPlacedBeforeItThrewTakesNoRoom() {
        var store = workshop.scope().store();
        workshop.joined(256, 1024);
        Optional<TaskId> first = store.write(this::placed);

        assertThatThrownBy(() -> store.write(tx -> {
                    assertThat(placed(tx)).isPresent();
                    assertThat(placed(tx)).isEmpty();
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(first).isPresent();
        assertThat(store.<Optional<TaskId>>write(this::placed)).isPresent();
        assertThat(store.<Optional<TaskId>>write(this::placed)).isEmpty();
    }

    /// Nor does a command that threw take an instance away.
    @Test
    void anInstanceGoesOnlyWithACommandThatIsDone() {
        var store = workshop.scope().store();
        var on = workshop.joined(256, 1024);
        var instance = store.read().instance(on).orElseThrow();
        store.write(this::placed);

        assertThatThrownBy(() -> store.write(tx -> {
                    tx.remove(instance);
                    assertThat(placed(tx)).isEmpty();
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        assertThat(store.<Optional<TaskId>>write(this::placed)).isPresent();
        store.write(tx -> {
            tx.remove(instance);
            return on;
        });

        assertThat(store.<Optional<TaskId>>write(this::placed)).isEmpty();
    }
}
