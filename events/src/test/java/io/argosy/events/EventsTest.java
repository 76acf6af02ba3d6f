package io.argosy.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.batch.jobs.Job;
import io.argosy.batch.jobs.JobId;
import io.argosy.batch.jobs.JobState;
import io.argosy.batch.jobs.Life;
import io.argosy.events.log.Event;
import io.argosy.lifecycle.ImageTimes;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinitionId;
import io.argosy.registry.images.Image;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.state.AccountTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a change is told as (ecs-semantics 11, ecr-semantics 14, batch-semantics 13).
final class EventsTest {
    @TempDir
    private Path folder;

    private Town town;

    @BeforeEach
    void open() throws IOException {
        town = new Town(folder);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private void account(Consumer<AccountTransaction> change) {
        town.stores().account(Town.REALM).write(tx -> {
            change.accept(tx);
            return tx.now();
        });
    }

    private List<Map<String, Object>> details(String kind) {
        return town.told(kind).stream().map(EventsTest::detail).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> detail(Event event) {
        try {
            return (Map<String, Object>)
                    Objects.requireNonNull(JsonTree.object(event.text()).get("detail"));
        } catch (MalformedJson impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void aTaskIsToldWithItsVersionAndTimesAsText() {
        String task = town.ran();

        assertThat(town.told("ECS Task State Change")).singleElement().satisfies(event -> {
            assertThat(event.text())
                    .startsWith("{\"version\":\"0\",\"id\":\"")
                    .contains("\"source\":\"aws.ecs\",\"account\":\"123456789012\",\"time\":\"2026-01-05T12:00:00Z\","
                            + "\"region\":\"local-1\",\"resources\":[\"" + task + "\"],\"detail\":{");
            assertThat(detail(event))
                    .containsEntry("version", 1)
                    .containsEntry("createdAt", "2026-01-05T12:00:00Z")
                    .containsEntry("updatedAt", "2026-01-05T12:00:00Z")
                    .containsEntry("overrides", Map.of("containerOverrides", List.of(Map.of("name", "app"))))
                    .doesNotContainKeys("healthStatus", "tags");
        });
    }

    @Test
    void anEventIsTheSameWheneverItIsRead() throws IOException {
        town.ran();
        List<Event> before = town.told("ECS Task State Change");

        town.restart(Duration.ofHours(1));

        assertThat(town.told("ECS Task State Change")).isEqualTo(before);
    }

    @Test
    void anInstanceIsToldWithWhatItHasLeft() {
        List<Map<String, Object>> told = details("ECS Container Instance State Change");

        assertThat(told).extracting(detail -> detail.get("version")).containsExactly(1, 2);
        assertThat(told.getLast())
                .containsEntry("agentConnected", true)
                .containsEntry("clusterArn", Town.CLUSTER)
                .containsEntry("registeredAt", "2026-01-05T12:00:00Z");
        assertThat(JsonTree.write(told.getLast()))
                .contains("{\"name\":\"CPU\",\"type\":\"INTEGER\",\"integerValue\":10000}")
                .doesNotContain("doubleValue");
    }

    private static Deployment deployment(long number, boolean primary, Deployment.Rollout rollout) {
        return new Deployment(
                new DeploymentId(number),
                new TaskDefinitionId("app", 1),
                primary,
                1,
                rollout,
                "because",
                Town.NOON,
                Town.NOON,
                Map.of());
    }

    @Test
    void aRollBackIsToldBeforeWhatItGoesBackTo() {
        var name = new ServiceName("web");
        var service = new Service(
                name,
                Service.Status.ACTIVE,
                1,
                CreateServiceRequest.builder().serviceName("web").build(),
                List.of(deployment(1, true, Deployment.Rollout.IN_PROGRESS)),
                "",
                Town.NOON,
                Town.NOON);
        town.cluster().write(tx -> {
            tx.add(service);
            tx.add(new ServiceEvent(
                    name,
                    1,
                    "one",
                    Town.NOON,
                    ServiceEvent.Statement.of(ServiceEvent.Kind.NO_PLACE, "(service web) was unable to place")));
            return service;
        });
        town.cluster().write(tx -> {
            tx.update(service.with(
                    List.of(
                            deployment(2, true, Deployment.Rollout.IN_PROGRESS),
                            deployment(1, false, Deployment.Rollout.FAILED)),
                    Town.NOON));
            return service;
        });

        assertThat(details("ECS Deployment State Change"))
                .extracting(detail -> detail.get("eventName") + " " + detail.get("deploymentId"))
                .containsExactly(
                        "SERVICE_DEPLOYMENT_IN_PROGRESS ecs-svc/1",
                        "SERVICE_DEPLOYMENT_FAILED ecs-svc/1",
                        "SERVICE_DEPLOYMENT_IN_PROGRESS ecs-svc/2");
        assertThat(details("ECS Service Action"))
                .singleElement()
                .satisfies(detail -> assertThat(detail)
                        .containsEntry("eventType", "ERROR")
                        .containsEntry("eventName", "SERVICE_TASK_PLACEMENT_FAILURE")
                        .containsEntry("reason", "(service web) was unable to place"));
        assertThat(town.told("ECS Service Action").getFirst().service()).isEqualTo("web");
    }

    private static Image image(String... tags) {
        return new Image(
                "shop/web",
                "sha256:5d1f",
                "application/vnd.oci.image.manifest.v1+json",
                "",
                "",
                10,
                List.of(tags),
                List.of(),
                ImageTimes.pushed(Town.NOON));
    }

    private static Image pulled(Image image) {
        return image.with(image.times().pulled(Town.NOON));
    }

    @Test
    void anImageIsToldOnceATagAndWhenItGoes() {
        account(tx -> tx.add(image("1", "2")));
        account(tx -> tx.update(image("1", "2", "3")));
        account(tx -> tx.update(pulled(image("1", "2", "3"))));
        account(tx -> tx.remove(pulled(image("1", "2", "3"))));

        assertThat(details("ECR Image Action"))
                .extracting(detail -> detail.get("action-type") + " " + detail.get("image-tag"))
                .containsExactly("PUSH 1", "PUSH 2", "PUSH 3", "DELETE 1");
    }

    @Test
    void aJobIsToldOnceAStatus() {
        var id = new JobId("01990000-0000-7000-8000-000000000001");
        var asked = SubmitJobRequest.builder()
                .jobName("load")
                .jobQueue("etl")
                .jobDefinition("loader:1")
                .build();
        var job = new Job(id, asked, 0, 1, Life.of(JobState.runnable(Town.NOON)));
        account(tx -> tx.add(job));
        account(tx -> tx.update(new Job(id, asked, 0, 1, Life.of(new JobState.Runnable("no room", Town.NOON)))));
        account(tx -> tx.update(new Job(id, asked, 0, 1, Life.of(new JobState.Ended(false, "over", Town.NOON)))));

        assertThat(details("Batch Job State Change"))
                .extracting(detail -> detail.get("status"))
                .containsExactly("RUNNABLE", "FAILED");
        assertThat(details("Batch Job State Change").getLast())
                .containsEntry("statusReason", "over")
                .containsEntry("stoppedAt", Town.NOON.toEpochMilli())
                .containsEntry("tags", Map.of("resourceArn", "arn:aws:batch:local-1:123456789012:job/" + id.value()));
    }

    @Test
    void aScheduleIsToldWhenARunFailedOrWasMissed() {
        var nightly = ScheduleId.schedule("default", "nightly");
        var run = new Run(nightly, "", Town.NOON, new RunState.Queued());
        account(tx -> tx.add(run.ended(Outcome.MISSED, "nobody was there", Town.NOON)));
        account(tx -> tx.add(new Run(nightly, "", Town.NOON.plusSeconds(60), new RunState.Queued())
                .ended(Outcome.SUCCEEDED, "", Town.NOON)));

        assertThat(details("Schedule Run Missed"))
                .singleElement()
                .satisfies(detail -> assertThat(detail)
                        .containsEntry("scheduleArn", "arn:aws:scheduler:local-1:123456789012:schedule/default/nightly")
                        .containsEntry("reason", "nobody was there"));
        assertThat(town.told("Schedule Run Failed")).isEmpty();
    }
}
