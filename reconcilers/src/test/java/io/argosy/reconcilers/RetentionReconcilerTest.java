package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RetentionReconcilerTest {
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

    @Test
    void aStoppedTaskIsSeenForAnHourAndALiveOneForever() {
        stage.joined(500);
        stage.create(web("web:1", 300));
        stage.reconcile();
        stage.agentsWork();
        stage.running().stream().limit(250).forEach(stage::exit);
        stage.wait(Duration.ofMinutes(59));
        stage.forget();
        assertThat(stage.tasks(task -> true)).hasSize(300);

        stage.wait(Duration.ofMinutes(1));
        stage.forget();

        assertThat(stage.tasks(task -> true))
                .hasSize(50)
                .allMatch(task -> task.state().running());
    }

    @Test
    void aClientTokenIsRememberedForADay() {
        stage.create(web("web:1", 0).clientToken("once"));
        stage.wait(Duration.ofHours(23));
        stage.forget();
        assertThat(stage.store().read().tokens()).hasSize(1);

        stage.wait(Duration.ofHours(1));
        stage.forget();

        assertThat(stage.store().read().tokens()).isEmpty();
    }

    @Test
    void aDeregisteredInstanceIsKeptForAnHourAndWhileATaskIsOnIt() {
        ContainerInstanceId busy = stage.joined(1);
        stage.create(web("web:1", 1));
        stage.reconcile();
        ContainerInstanceId idle = stage.joined(1);
        stage.set(busy, ContainerInstance.Status.INACTIVE);
        stage.set(idle, ContainerInstance.Status.INACTIVE);
        stage.forget();
        assertThat(stage.store().read().instances()).hasSize(2);

        stage.wait(Duration.ofHours(1));
        stage.forget();

        assertThat(stage.store().read().instances())
                .extracting(ContainerInstance::id)
                .containsExactly(busy);
    }
}
