package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.ServiceEventLog;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.Changes;
import io.argosy.state.Committed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceEventLogTest {
    private static final ServiceName WEB = new ServiceName("web");

    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
        stage.joined(10);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void say(int number) {
        stage.store().write(tx -> {
            var statement = ServiceEvent.Statement.of(ServiceEvent.Kind.OTHER, "event " + number);
            ServiceEventLog.add(tx, WEB, statement, "id-" + number);
            return number;
        });
    }

    private List<String> described() {
        return stage.described().events().orElseThrow().stream()
                .map(event -> event.id().orElseThrow() + " " + event.message().orElseThrow())
                .toList();
    }

    @Test
    void theNewestHundredAreKeptUnderTheirIds() throws IOException {
        stage.create(web("web:1", 0));
        IntStream.rangeClosed(1, 130).forEach(this::say);

        List<String> newestFirst = IntStream.rangeClosed(31, 130)
                .map(i -> 161 - i)
                .mapToObj(i -> "id-" + i + " event " + i)
                .toList();
        assertThat(described()).isEqualTo(newestFirst);
        stage.restart();
        assertThat(described()).isEqualTo(newestFirst);
        assertThat(stage.store().read().table(ServiceEvent.KIND).size()).isEqualTo(100);
    }

    @Test
    void eventsGoWithTheirService() {
        stage.create(web("web:1", 0));
        say(1);
        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").build());
        assertThat(described()).isNotEmpty();

        stage.wait(Duration.ofHours(2));
        stage.forget();

        assertThat(stage.store().read().table(ServiceEvent.KIND).values()).isEmpty();
    }

    @Test
    void aServiceOfTheSameNameBeginsWithoutEvents() {
        stage.create(web("web:1", 0));
        say(1);
        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").build());

        stage.create(web("web:1", 0));

        assertThat(described()).isEmpty();
    }

    /// What is said often is written alone.
    @Test
    void aTaskThatIsReplacedDoesNotWriteTheService() throws IOException {
        stage.create(web("web:1", 2));
        stage.settle(5);
        long before = stage.store().snapshot().commit();
        stage.exit(stage.running().getFirst());

        stage.reconcile();

        var changes = (Changes.Reading.Some) stage.store().changes().after(before, 100);
        assertThat(changes.changes().stream().flatMap(ServiceEventLogTest::after))
                .hasAtLeastOneElementOfType(ServiceEvent.class)
                .doesNotHaveAnyElementsOfTypes(Service.class);
    }

    private static Stream<Object> after(Committed change) {
        return change.after().<Object>map(entity -> entity).stream();
    }
}
