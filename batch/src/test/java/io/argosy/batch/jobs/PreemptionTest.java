package io.argosy.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.batch.BatchServer;
import io.argosy.batch.scheduling.Yielding;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.DeploymentId;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.planning.Demand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;

/// Jobs beside a service for which a full cluster has no room (decision 0265).
final class PreemptionTest {
    private static final String QUEUE = BatchServer.ARNS + "job-queue/q";

    @TempDir
    Path folder;

    private static void yields(JobsFixture fixture, String word) {
        fixture.sdk().tagResource(tags -> tags.resourceArn(QUEUE).tags(Map.of("argosy:preemption", word)));
    }

    /// Two that run, the older one first, on an instance that is full with them.
    private static List<String> twoRun(JobsFixture fixture) throws Exception {
        List<String> ids = fixture.submitAll(2);
        for (String id : ids) {
            JobsFixture.until(() -> fixture.agent().jobs().contains(id));
            fixture.agent().start(id);
            fixture.until(id, JobStatus.RUNNING);
        }
        return ids;
    }

    private static boolean wanted(JobsFixture fixture, String id) {
        return fixture.agent().live().stream()
                .filter(task -> task.owner().startedBy().equals(id))
                .anyMatch(task -> task.state().wanted());
    }

    @Test
    void theYoungestJobGivesWayAndRunsAgainAtNoCost() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            yields(fixture, "youngest");
            List<String> ids = twoRun(fixture);
            WebService web = fixture.service(1024);
            assertThat(web.placed()).isFalse();
            JobsFixture.until(() -> !wanted(fixture, ids.getLast()));
            Task stopping = fixture.agent().live().stream()
                    .filter(task -> !task.state().wanted())
                    .findFirst()
                    .orElseThrow();
            fixture.agent().exit(ids.getLast(), 143);
            JobDetail between = fixture.until(ids.getLast(), JobStatus.RUNNABLE);
            JobsFixture.until(web::placed);
            fixture.agent().exit(ids.getFirst(), 0);
            JobsFixture.until(() -> fixture.agent().jobs().contains(ids.getLast()));
            fixture.agent().exit(ids.getLast(), 0);

            assertThat(stopping.ending().orElseThrow().text()).isEqualTo("Job preempted");
            assertThat(between.attempts().getFirst().statusReason()).isEqualTo("Job preempted");
            JobDetail ended = fixture.until(ids.getLast(), JobStatus.SUCCEEDED);
            assertThat(ended.attempts()).hasSize(2);
            assertThat(fixture.until(ids.getFirst(), JobStatus.SUCCEEDED).attempts())
                    .hasSize(1);
        }
    }

    private static Demand wants(int cpu) {
        var web = new Owner.OfService(new ServiceName("web"), new DeploymentId(1));
        return new Demand(
                web, new Resources(cpu, 16, Set.of(), Set.of()), Set.of(), false, List.of(), false, Optional.empty());
    }

    private static List<String> stopped(JobsFixture fixture, Demand... waiting) {
        Yielding yielding = Yielding.of(
                List.of(waiting),
                fixture.content().loads(),
                fixture.agent().live().reversed());
        assertThat(yielding.reserved()).isEqualTo(!yielding.stop().isEmpty());
        return yielding.stop().stream().map(task -> task.owner().startedBy()).toList();
    }

    @Test
    void noMoreIsStoppedThanItTakes() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            fixture.join(2);
            fixture.submitAll(4);
            JobsFixture.until(() -> fixture.agent().live().size() == 4);
            List<String> youngest = fixture.agent().jobs().reversed();
            Map<String, ContainerInstanceId> on = fixture.agent().live().stream()
                    .collect(Collectors.toMap(
                            task -> task.owner().startedBy(), task -> task.on().orElseThrow()));

            assertThat(stopped(fixture, wants(512))).containsExactly(youngest.getFirst());
            assertThat(stopped(fixture, wants(512), wants(512))).containsExactly(youngest.getFirst());
            assertThat(stopped(fixture, wants(1024), wants(1024))).isEqualTo(youngest.subList(0, 2));
            List<String> two = stopped(fixture, wants(2048));
            assertThat(two).hasSize(2);
            assertThat(on.entrySet().stream()
                            .filter(one -> two.contains(one.getKey()))
                            .map(Map.Entry::getValue)
                            .distinct())
                    .hasSize(1);
            assertThat(stopped(fixture, wants(2049))).isEmpty();
        }
    }

    @Test
    void aQueueThatSaysNothingKeepsItsRoomUntilItIsToldOtherwise() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            List<String> ids = twoRun(fixture);
            WebService web = fixture.service(1024);
            web.placed();
            fixture.sdk().updateJobQueue(queue -> queue.jobQueue("q").priority(7));
            fixture.submit();
            boolean asked = web.saidThatItFindsNoPlace();
            boolean bothRun = ids.stream().allMatch(id -> wanted(fixture, id));
            yields(fixture, "youngest");
            JobsFixture.until(() -> !wanted(fixture, ids.getLast()));

            assertThat(asked).isTrue();
            assertThat(bothRun).isTrue();
            assertThat(wanted(fixture, ids.getFirst())).isTrue();
        }
    }

    @Test
    void whoEndsAJobThatGivesWayIsHeard() throws Exception {
        try (var fixture = new JobsFixture(folder, 2)) {
            yields(fixture, "youngest");
            String young = twoRun(fixture).getLast();
            fixture.service(1024).placed();
            JobsFixture.until(() -> !wanted(fixture, young));
            fixture.sdk().terminateJob(end -> end.jobId(young).reason("wrong day"));
            fixture.agent().exit(young, 143);

            JobDetail ended = fixture.until(young, JobStatus.FAILED);
            assertThat(ended.statusReason()).isEqualTo("wrong day");
            assertThat(ended.attempts()).hasSize(1);
        }
    }

    @Test
    void anotherWordIsRefused() throws Exception {
        try (var fixture = new JobsFixture(folder, 0)) {
            assertThat(BatchServer.outcome(() -> yields(fixture, "oldest")))
                    .isEqualTo(
                            "ClientException: The tag argosy:preemption must be one of never | youngest, not oldest");
            assertThat(BatchServer.outcome(() -> fixture.sdk()
                            .createJobQueue(queue -> queue.jobQueueName("r")
                                    .priority(1)
                                    .tags(Map.of("argosy:preemption", "Youngest"))
                                    .computeEnvironmentOrder(List.of(ComputeEnvironmentOrder.builder()
                                            .order(1)
                                            .computeEnvironment("ce")
                                            .build())))))
                    .isEqualTo(
                            "ClientException: The tag argosy:preemption must be one of never | youngest, not Youngest");
            assertThat(BatchServer.outcome(() -> yields(fixture, "never"))).isEqualTo("ok");
        }
    }
}
