package io.argosy.insight.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.model.DeploymentId;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.ScalingReport;
import io.argosy.model.ServiceName;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.services.ServiceOperations;
import io.argosy.sessions.TelemetryStore;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.TaskOverride;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsTest {
    private static final int MANY = 20_000;

    @TempDir
    private Path folder;

    private Workshop workshop;
    private Metrics metrics;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        workshop.operations().addAll(ServiceOperations.all(workshop.clusters(), workshop.settings(), workshop::id));
        metrics = new Metrics(workshop.clock());
        var stores = workshop.clusters().stores();
        var counts = new TaskCounts();
        stores.onDurable(counts::changed);
        metrics.add(counts);
        metrics.add(new ClusterFigures(stores, new TelemetryStore(workshop.clock()), workshop.clock()));
        metrics.add(new JournalFigures(stores, folder.resolve("argosy.db")));
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private String scraped() {
        workshop.pass(Duration.ofSeconds(2));
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }

    @Test
    void aServiceIsWantedAndRuns() {
        workshop.defined("web");
        workshop.joined(1024, 1024);
        workshop.call(
                Ecs.CREATE_SERVICE,
                CreateServiceRequest.builder()
                        .serviceName("web")
                        .taskDefinition("web")
                        .desiredCount(3)
                        .build());

        assertThat(scraped())
                .contains("argosy_service_wanted_tasks{cluster=\"default\",service=\"web\"} 3.0")
                .contains("argosy_service_running_tasks{cluster=\"default\",service=\"web\"} 0.0")
                .contains("argosy_instances{cluster=\"default\",state=\"ready\"} 1.0")
                .contains("argosy_deployments{cluster=\"default\",rollout=\"IN_PROGRESS\"} 1.0");
    }

    @Test
    void aProviderThatScalesHasAReservation() {
        workshop.scope().store().write(tx -> {
            tx.add(ScalingReport.none("made").counting(3, 2, 1));
            tx.add(ScalingReport.none("idle"));
            return tx.now();
        });

        assertThat(scraped())
                .contains("argosy_capacity_provider_reservation{capacity_provider=\"made\",cluster=\"default\"} 150.0")
                .contains("argosy_capacity_provider_reservation{capacity_provider=\"idle\",cluster=\"default\"} 100.0");
    }

    @Test
    void tasksAreCountedAsTheyComeAndGo() {
        var on = workshop.joined(1024, 1024);
        Task task = task(1);
        workshop.scope().store().write(tx -> {
            Task placed = tx.add(task, new Trigger.Placed(on, tx.now()));
            Task running = tx.move(placed, new Trigger.Started(tx.now()));
            var pulled = running.timeline()
                    .with(TaskTimestamp.PULL_STARTED, tx.now())
                    .with(TaskTimestamp.PULL_STOPPED, tx.now().plusSeconds(2));
            tx.update(running.reported(running.containers(), pulled));
            return task;
        });
        workshop.scope().store().write(tx -> {
            Task running = tx.state().task(task.id()).orElseThrow();
            return tx.move(
                    running,
                    new Trigger.Exited(
                            new StopReason(StopCode.TASK_FAILED_TO_START, "CannotPullContainerError"), tx.now()));
        });

        assertThat(scraped())
                .contains("argosy_tasks_started_total 1.0")
                .contains("argosy_tasks_stopped_total{code=\"TaskFailedToStart\"} 1.0")
                .contains("argosy_task_pulls_failed_total 1.0")
                .contains("argosy_task_pull_seconds_bucket{le=\"1.0\"} 0")
                .contains("argosy_task_pull_seconds_bucket{le=\"2.5\"} 1");
    }

    /// Within a second of each other scrapes are the same, so that asking often costs little.
    @Test
    void askingAtOnceGetsTheSame() {
        byte[] first = metrics.text();

        assertThat(metrics.text()).isSameAs(first);
        workshop.pass(Duration.ofSeconds(2));
        assertThat(metrics.text()).isNotSameAs(first);
    }

    @Test
    void aScrapeOfManyTasksTakesNoLongAndStopsNoWriter() {
        var on = workshop.joined(100_000_000, 100_000_000);
        var store = workshop.scope().store();
        for (int part = 0; part < MANY / 1_000; part++) {
            int from = part * 1_000;
            store.write(tx -> {
                for (int i = from; i < from + 1_000; i++) {
                    Task placed = tx.add(task(i), new Trigger.Placed(on, tx.now()));
                    tx.move(placed, new Trigger.Started(tx.now()));
                }
                return from;
            });
        }
        metrics.add(MetricsTest::measured);
        scraped();

        long began = System.nanoTime();
        String text = scraped();
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(text).contains("argosy_tasks{cluster=\"default\",status=\"RUNNING\"} 20000.0");
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    /// As agents tell of so many containers.
    private static void measured(Scrape scrape) {
        for (int i = 0; i < MANY; i++) {
            for (Metric metric : List.of(Metric.CONTAINER_CPU, Metric.CONTAINER_MEMORY)) {
                scrape.set(metric, i / 7.0, "default", "host", "service:web", task(i).key(), "app");
            }
        }
    }

    @Test
    void aMetricHasOnlySoManyPoints() {
        var scrape = new Scrape();
        for (int i = 0; i < Scrape.MOST_POINTS + 7; i++) {
            scrape.set(Metric.SERVICE_WANTED, i, "default", "web-" + i);
        }

        assertThat(scrape.dropped()).isEqualTo(7);
    }

    private static Task task(int number) {
        return new Task(
                new TaskId("%032x".formatted(number)),
                new TaskDefinitionId("web", 1),
                new Owner.OfService(new ServiceName("web-" + number % 100), new DeploymentId(1)),
                LaunchType.EC2,
                Optional.empty(),
                new Resources(1, 1, Set.of(), Set.of()),
                TaskOverride.builder().build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(Instant.EPOCH),
                List.of(),
                List.of(),
                false,
                List.of(),
                0);
    }
}
