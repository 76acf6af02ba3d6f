package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.DeploymentStage;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.ecs.CreatedAt;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.DeploymentCircuitBreaker;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DescribeServiceDeploymentsRequest;
import io.argosy.shapes.ecs.DescribeServiceRevisionsRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListServiceDeploymentsRequest;
import io.argosy.shapes.ecs.ServiceDeploymentBrief;
import io.argosy.shapes.ecs.ServiceRevision;
import io.argosy.shapes.ecs.StopServiceDeploymentRequest;
import io.argosy.shapes.ecs.ThresholdConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deployments of a service that are remembered: how they come and go, and that callers can stop them.
final class ServiceDeploymentsTest {
    private static final ServiceName WEB = new ServiceName("web");

    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
        stage.joined(200);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private List<ServiceDeploymentBrief> listed(UnaryOperator<ListServiceDeploymentsRequest.Builder> more) {
        var asked = more.apply(ListServiceDeploymentsRequest.builder().service("web"));
        return stage.call(Ecs.LIST_SERVICE_DEPLOYMENTS, asked.build())
                .serviceDeployments()
                .orElseThrow();
    }

    private List<String> statuses() {
        return listed(same -> same).stream()
                .map(deployment -> deployment.status().orElseThrow())
                .toList();
    }

    private io.argosy.shapes.ecs.ServiceDeployment described() {
        String arn = listed(same -> same).getFirst().serviceDeploymentArn().orElseThrow();
        return stage.call(
                        Ecs.DESCRIBE_SERVICE_DEPLOYMENTS,
                        DescribeServiceDeploymentsRequest.builder()
                                .serviceDeploymentArns(List.of(arn))
                                .build())
                .serviceDeployments()
                .orElseThrow()
                .getFirst();
    }

    private void stop() {
        stop(listed(same -> same).getFirst().serviceDeploymentArn().orElseThrow());
    }

    private void stop(String arn) {
        stage.call(
                Ecs.STOP_SERVICE_DEPLOYMENT,
                StopServiceDeploymentRequest.builder().serviceDeploymentArn(arn).build());
    }

    private void running() {
        stage.create(web("web:1", 2));
        stage.settle(10);
        assertThat(statuses()).containsExactly("SUCCESSFUL");
    }

    @Test
    void aDeploymentIsPendingThenInProgressThenSuccessful() {
        stage.create(web("web:1", 2));
        assertThat(statuses()).containsExactly("PENDING");
        assertThat(described().startedAt()).isEmpty();

        stage.reconcile();
        assertThat(statuses()).containsExactly("IN_PROGRESS");
        assertThat(described().targetServiceRevision().orElseThrow().pendingTaskCount())
                .contains(2);

        stage.settle(10);
        assertThat(statuses()).containsExactly("SUCCESSFUL");
        assertThat(described().finishedAt()).isPresent();
        assertThat(stage.described().currentServiceDeployment())
                .isEqualTo(described().serviceDeploymentArn());
        assertThat(stage.described().currentServiceRevisions().orElseThrow())
                .singleElement()
                .satisfies(revision -> assertThat(revision.runningTaskCount()).contains(2));
    }

    @Test
    void aNewerOneTakesItsPlace() {
        running();
        stage.update(asked -> asked.forceNewDeployment(true));
        stage.reconcile();
        stage.update(asked -> asked.forceNewDeployment(true));
        assertThat(statuses()).containsExactly("PENDING", "STOP_REQUESTED", "SUCCESSFUL");

        stage.settle(10);

        assertThat(statuses()).containsExactly("SUCCESSFUL", "STOPPED", "SUCCESSFUL");
        assertThat(listed(same -> same).get(1).statusReason())
                .contains("Service deployment stopped because a newer service deployment took its place.");
        assertThat(described().sourceServiceRevisions().orElseThrow()).hasSize(2);
    }

    @Test
    void oneThatIsStoppedIsRolledBackToWhatRanBefore() {
        running();
        List<TaskId> before = stage.running().stream().map(Task::id).toList();
        stage.update(asked -> asked.taskDefinition(stage.defined()));
        stage.reconcile();
        stage.agentsWork();

        stop();
        stop();
        assertThat(statuses().getFirst()).isEqualTo("ROLLBACK_REQUESTED");
        stage.services().pass();
        assertThat(statuses().getFirst()).isEqualTo("ROLLBACK_IN_PROGRESS");
        assertThat(stage.stable()).isFalse();
        assertThat(stage.described().deployments().orElseThrow().getFirst().rolloutStateReason())
                .contains("ECS deployment rolling back to deploymentId "
                        + stage.service().primary().orElseThrow().id() + ".");
        stage.settle(10);

        assertThat(statuses()).containsExactly("ROLLBACK_SUCCESSFUL", "SUCCESSFUL");
        assertThat(stage.stable()).isTrue();
        assertThat(stage.running()).extracting(Task::id).containsExactlyInAnyOrderElementsOf(before);
        assertThat(stage.described().taskDefinition().orElseThrow()).endsWith("task-definition/web:1");
        assertThat(described().rollback().orElseThrow().reason())
                .contains("Service deployment rolled back because it was stopped by a caller.");
        assertThatThrownBy(this::stop).hasMessageStartingWith("ConflictException: ");
    }

    @Test
    void withNothingToRollBackToItStops() {
        stage.create(web("web:1", 2));
        stage.reconcile();

        stop();
        stage.reconcile();

        assertThat(statuses()).containsExactly("STOPPED");
        assertThat(described().statusReason().orElseThrow()).endsWith("There is no earlier revision to roll back to.");
        assertThat(stage.described().deployments().orElseThrow().getFirst().rolloutState())
                .contains("FAILED");
    }

    @Test
    void oneThatIsCompleteByThenIsSuccessful() {
        stage.create(web("web:1", 0));
        stage.reconcile();
        stage.create(web("web:1", 1).serviceName("other"));
        stage.update(asked -> asked.forceNewDeployment(true));
        stage.reconcile();

        assertThat(statuses().getFirst()).isEqualTo("SUCCESSFUL");
        assertThatThrownBy(this::stop)
                .hasMessage("ConflictException: The service deployment is SUCCESSFUL and cannot be stopped.");
    }

    @Test
    void whatIsNotThereOrNotMeantIsSaid() {
        running();
        String known = described().serviceDeploymentArn().orElseThrow();
        String unknown = known.substring(0, known.length() - 1) + "-";

        assertThatThrownBy(() -> stop(unknown)).hasMessageStartingWith("ServiceDeploymentNotFoundException: ");
        assertThatThrownBy(() -> stop("web")).hasMessageStartingWith("InvalidParameterException: Invalid identifier: ");
        assertThatThrownBy(() -> stage.call(
                        Ecs.STOP_SERVICE_DEPLOYMENT,
                        StopServiceDeploymentRequest.builder()
                                .serviceDeploymentArn(known)
                                .stopType("ABORT")
                                .build()))
                .hasMessage("InvalidParameterException: stopType should be one of [ROLLBACK]");
        var answer = stage.call(
                Ecs.DESCRIBE_SERVICE_DEPLOYMENTS,
                DescribeServiceDeploymentsRequest.builder()
                        .serviceDeploymentArns(List.of(unknown, known))
                        .build());
        assertThat(answer.serviceDeployments().orElseThrow()).hasSize(1);
        assertThat(answer.failures().orElseThrow()).singleElement().satisfies(failure -> {
            assertThat(failure.arn()).contains(unknown);
            assertThat(failure.reason()).contains("MISSING");
        });
    }

    @Test
    void theyAreListedByStatusAndTime() {
        running();
        var first = stage.now();
        stage.wait(Duration.ofMinutes(1));
        stage.update(asked -> asked.forceNewDeployment(true));
        var created = described().createdAt().orElseThrow();

        assertThat(listed(asked -> asked.status(List.of("PENDING")))).hasSize(1);
        assertThat(listed(asked -> asked.status(List.of("STOPPED")))).isEmpty();
        assertThat(listed(asked ->
                        asked.createdAt(CreatedAt.builder().after(first).build())))
                .hasSize(1);
        assertThat(listed(asked ->
                        asked.createdAt(CreatedAt.builder().after(created).build())))
                .as("the bound is no part of it")
                .isEmpty();
        assertThat(listed(asked ->
                        asked.createdAt(CreatedAt.builder().before(created).build())))
                .hasSize(1);
        assertThatThrownBy(() -> listed(asked -> asked.status(List.of("DONE"))))
                .hasMessageStartingWith("InvalidParameterException: status should be one of [");
    }

    @Test
    void aRevisionSaysWhatWasToRun() {
        running();
        stage.update(
                asked -> asked.taskDefinition(stage.defined(container -> container.image("registry.example/app:2"))));
        String arn = described().targetServiceRevision().orElseThrow().arn().orElseThrow();

        ServiceRevision revision = stage.call(
                        Ecs.DESCRIBE_SERVICE_REVISIONS,
                        DescribeServiceRevisionsRequest.builder()
                                .serviceRevisionArns(List.of(arn))
                                .build())
                .serviceRevisions()
                .orElseThrow()
                .getFirst();

        assertThat(arn)
                .endsWith("/" + stage.service().primary().orElseThrow().id().number());
        assertThat(revision.taskDefinition().orElseThrow()).endsWith("web:2");
        assertThat(revision.launchType()).contains("EC2");
        assertThat(revision.containerImages().orElseThrow())
                .singleElement()
                .satisfies(image -> assertThat(image.image()).contains("registry.example/app:2"));
    }

    @Test
    void whatAnOlderVersionLeftIsRememberedFromNowOn() throws IOException {
        running();
        stage.store().write(tx -> {
            List.copyOf(tx.state().deploymentsOf(WEB)).forEach(tx::remove);
            List.copyOf(tx.state().revisionsOf(WEB)).forEach(tx::remove);
            return WEB;
        });

        stage.restart();
        stage.reconcile();

        assertThat(statuses()).containsExactly("SUCCESSFUL");
        stage.update(asked -> asked.taskDefinition(stage.defined()));
        stage.reconcile();
        stop();
        stage.settle(10);
        assertThat(stage.described().taskDefinition().orElseThrow()).endsWith("task-definition/web:1");
    }

    @Test
    void onlySoManyAreKeptAndNotForEver() {
        running();
        for (int i = 0; i <= ServiceDeployment.KEPT; i++) {
            stage.update(asked -> asked.forceNewDeployment(true));
            stage.reconcile();
        }
        assertThat(stage.store().read().deploymentsOf(WEB))
                .as("the one that a roll-back leads to is kept in any case")
                .hasSize(ServiceDeployment.KEPT + 1)
                .last()
                .satisfies(oldest -> assertThat(oldest.stage()).isInstanceOf(DeploymentStage.Successful.class));

        stage.settle(10);
        stage.wait(ServiceDeployment.RETENTION);
        stage.forget();

        assertThat(statuses()).containsExactly("SUCCESSFUL");
        assertThat(stage.store().read().revisionsOf(WEB)).hasSize(1);
    }

    @Test
    void theyGoWithTheirService() {
        running();
        stage.update(asked -> asked.forceNewDeployment(true));
        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").force(true).build());
        stage.reconcile();
        stage.agentsWork();
        stage.reconcile();
        assertThat(statuses().getFirst()).isEqualTo("STOPPED");

        stage.wait(Duration.ofHours(1));
        stage.forget();

        assertThat(stage.store().read().deploymentsOf(WEB)).isEmpty();
        assertThat(stage.store().read().revisionsOf(WEB)).isEmpty();
    }

    @Test
    void oneOfAServiceThatNeverRanEndsWithIt() {
        stage.create(web("web:1", 0));

        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").build());

        assertThat(statuses()).containsExactly("STOPPED");
    }

    @Test
    void aRollBackThatFailsTooEndsThere() {
        stage.create(web("web:1", 1)
                .deploymentConfiguration(breaker(
                        ThresholdConfiguration.builder().type("COUNT").value(1).build())));
        stage.settle(10);
        stage.update(asked -> asked.taskDefinition(stage.defined()));
        stage.reconcile();
        stage.running().forEach(stage::exit);
        stage.tasks(task -> task.state().wanted()).forEach(stage::fail);
        stage.reconcile();
        assertThat(statuses().getFirst()).isEqualTo("ROLLBACK_IN_PROGRESS");

        stage.tasks(task -> task.state().wanted()).forEach(stage::fail);
        stage.reconcile();

        assertThat(statuses().getFirst()).isEqualTo("ROLLBACK_FAILED");
        assertThat(stage.live()).isEmpty();
        assertThat(stage.stable()).isFalse();
    }

    @Test
    void aGoodTaskForgivesOnlyWhatFailedBeforeIt() {
        stage.create(web("web:1", 3)
                .deploymentConfiguration(breaker(
                        ThresholdConfiguration.builder().type("COUNT").value(2).build())));
        stage.reconcile();
        stage.fail(stage.live().get(0));
        stage.start(stage.live().get(1));
        stage.wait(Duration.ofMinutes(1));
        stage.reconcile();
        assertThat(described().deploymentCircuitBreaker().orElseThrow().failureCount())
                .contains(0);

        stage.fail(stage.live().getLast());
        stage.wait(Duration.ofSeconds(1));
        stage.reconcile();
        assertThat(described().deploymentCircuitBreaker().orElseThrow().failureCount())
                .contains(1);
        stage.fail(stage.live().getLast());
        stage.reconcile();

        assertThat(statuses()).containsExactly("STOPPED");
        assertThat(described().deploymentCircuitBreaker().orElseThrow().status())
                .contains("TRIGGERED");
    }

    private static DeploymentConfiguration breaker(ThresholdConfiguration threshold) {
        return DeploymentConfiguration.builder()
                .deploymentCircuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .thresholdConfiguration(threshold)
                        .build())
                .build();
    }
}
