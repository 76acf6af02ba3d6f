package io.argosy.control.operations.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.ClusterCleanup;
import io.argosy.control.ClusterScope;
import io.argosy.control.ControlSettings;
import io.argosy.control.operations.Workshop;
import io.argosy.model.ContainerInstance;
import io.argosy.shapes.ecs.Cluster;
import io.argosy.shapes.ecs.ClusterSetting;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.DeleteClusterRequest;
import io.argosy.shapes.ecs.DescribeClustersRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.ListClustersRequest;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.StopTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.UpdateClusterSettingsRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster from its making to its end and after (ecs-semantics 3).
final class ClusterLifeTest {
    private static final ClusterSetting ENHANCED = setting("containerInsights", "enhanced");

    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void makingItAgainChangesNothing() {
        var request = CreateClusterRequest.builder().clusterName("blue").settings(List.of(ENHANCED));

        Cluster first = create(request.build());

        assertThat(first.status()).contains("ACTIVE");
        assertThat(create(request.build())).isEqualTo(first);
        assertThat(create(CreateClusterRequest.builder().clusterName("blue").build()))
                .isEqualTo(first);
    }

    @Test
    void makingItAgainWithOtherArgumentsIsRefused() {
        create(CreateClusterRequest.builder().clusterName("blue").build());
        var tagged = CreateClusterRequest.builder()
                .clusterName("blue")
                .tags(List.of(Tag.builder().key("a").value("b").build()));

        assertThatThrownBy(() -> create(tagged.build()))
                .hasMessage("InvalidParameterException: Arguments on this idempotent request are inconsistent with"
                        + " arguments used in previous request(s).");
    }

    @Test
    void settingsAreChecked() {
        var wrong = CreateClusterRequest.builder().settings(List.of(setting("containerInsights", "loud")));

        assertThatThrownBy(() -> create(wrong.build())).hasMessageStartingWith("InvalidParameterException");
    }

    @Test
    void updatesKeepWhatTheyLeaveOut() {
        workshop.call(
                Ecs.UPDATE_CLUSTER_SETTINGS,
                UpdateClusterSettingsRequest.builder()
                        .cluster("default")
                        .settings(List.of(ENHANCED))
                        .build());

        assertThat(described("default", "SETTINGS").settings()).contains(List.of(ENHANCED));
        assertThat(described("default").settings()).contains(List.of());
    }

    @Test
    void whatIsMissingIsAFailureOfItsOwn() {
        var answer = workshop.call(
                Ecs.DESCRIBE_CLUSTERS,
                DescribeClustersRequest.builder()
                        .clusters(List.of("nowhere", "default"))
                        .build());

        assertThat(answer.clusters().orElseThrow()).hasSize(1);
        assertThat(answer.failures().orElseThrow()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).contains("MISSING");
            assertThat(failure.arn()).contains("arn:aws:ecs:local-1:123456789012:cluster/nowhere");
        });
    }

    @Test
    void itCountsWhatItHolds() {
        workshop.joined(1024, 1024);
        workshop.defined("web");
        String task = run();
        run();
        report(task, "RUNNING");

        Cluster cluster = described("default", "STATISTICS");

        assertThat(cluster.registeredContainerInstancesCount()).contains(1);
        assertThat(cluster.runningTasksCount()).contains(1);
        assertThat(cluster.pendingTasksCount()).contains(1);
        assertThat(cluster.activeServicesCount()).contains(0);
        assertThat(cluster.statistics().orElseThrow())
                .contains(pair("runningEC2TasksCount", "1"), pair("pendingEC2TasksCount", "1"))
                .contains(pair("runningFargateTasksCount", "0"), pair("drainingExternalServiceCount", "0"));
    }

    @Test
    void whatLivesInItKeepsItFromDeletion() {
        workshop.joined(1024, 1024);
        workshop.defined("web");
        String task = run();

        assertThatThrownBy(this::delete)
                .hasMessage("ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.");
        stop(task);
        assertThatThrownBy(this::delete)
                .hasMessage("ClusterContainsContainerInstancesException: The Cluster cannot be deleted while"
                        + " Container Instances are active or draining.");
        assertThat(described("default").status()).contains("ACTIVE");
    }

    @Test
    void aNewOneOfTheSameNameIsFresh() {
        var instance = workshop.joined(1024, 1024);
        workshop.defined("web");
        stop(run());
        workshop.scope().store().write(tx -> {
            tx.update(tx.state().instance(instance).orElseThrow().with(ContainerInstance.Status.INACTIVE));
            return instance;
        });
        delete();
        assertThat(described("default").status()).contains("INACTIVE");
        assertThatThrownBy(this::delete).hasMessageContaining("The referenced cluster was inactive.");
        assertThat(listed()).isEmpty();

        workshop.pass(Duration.ofSeconds(1));
        create(CreateClusterRequest.builder().build());

        assertThat(listed()).containsExactly("arn:aws:ecs:local-1:123456789012:cluster/default");
        assertThat(workshop.scope().store().read().tasks()).isEmpty();
        assertThat(workshop.scope().store().read().instances()).isEmpty();
    }

    @Test
    void servicesKeepItFromDeletionBeforeTasksDo() {
        workshop.joined(1024, 1024);
        workshop.defined("web");
        run();
        workshop.served("web", "web:1", 1);

        assertThatThrownBy(this::delete)
                .hasMessage(
                        "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.");
    }

    @Test
    void deletedOnesLeaveNoStoreAndAreForgottenInTime() {
        var sweep = new ClusterCleanup(
                workshop.clusters(), ControlSettings.at(URI.create("http://fleet.example")), workshop.clock());
        int stores = workshop.clusters().stores().clusters().size();
        for (int i = 0; i < 20; i++) {
            create(CreateClusterRequest.builder().clusterName("brief").build());
            workshop.call(
                    Ecs.DELETE_CLUSTER,
                    DeleteClusterRequest.builder().cluster("brief").build());
            assertThat(described("brief").status()).contains("INACTIVE");
        }
        assertThat(workshop.clusters().stores().clusters()).hasSize(stores);

        sweep.pass();
        workshop.pass(Duration.ofMinutes(59));
        sweep.pass();
        assertThat(described("brief").status()).contains("INACTIVE");
        workshop.pass(Duration.ofMinutes(1));
        sweep.pass();

        assertThat(workshop.clusters().account(Workshop.REALM).read().clusters())
                .extracting(io.argosy.model.Cluster::name)
                .extracting(Object::toString)
                .containsExactly("default");
    }

    @Test
    void whatFoundItActiveBeforeItsEndCanNoLongerWriteIntoIt() {
        workshop.defined("web");
        ClusterScope before = workshop.scope();
        before.store().write(tx -> tx.now());
        delete();
        create(CreateClusterRequest.builder().build());

        assertThatThrownBy(() -> before.store().write(tx -> tx.now()))
                .hasMessage("ClusterNotFoundException: The referenced cluster was inactive.");
        assertThat((Object) workshop.scope().store()).isNotSameAs(before.store());
    }

    private Cluster create(CreateClusterRequest request) {
        return workshop.call(Ecs.CREATE_CLUSTER, request).cluster().orElseThrow();
    }

    private void delete() {
        workshop.call(
                Ecs.DELETE_CLUSTER,
                DeleteClusterRequest.builder().cluster("default").build());
    }

    private Cluster described(String name, String... include) {
        var request = DescribeClustersRequest.builder().clusters(List.of(name)).include(List.of(include));
        return workshop.call(Ecs.DESCRIBE_CLUSTERS, request.build())
                .clusters()
                .orElseThrow()
                .getFirst();
    }

    private List<String> listed() {
        return workshop.call(Ecs.LIST_CLUSTERS, ListClustersRequest.builder().build())
                .clusterArns()
                .orElseThrow();
    }

    private String run() {
        return workshop.call(
                        Ecs.RUN_TASK,
                        RunTaskRequest.builder().taskDefinition("web").build())
                .tasks()
                .orElseThrow()
                .getFirst()
                .taskArn()
                .orElseThrow();
    }

    private void stop(String task) {
        workshop.call(Ecs.STOP_TASK, StopTaskRequest.builder().task(task).build());
        report(task, "STOPPED");
    }

    private void report(String task, String status) {
        workshop.call(
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder().task(task).status(status).build());
    }

    private static ClusterSetting setting(String name, String value) {
        return ClusterSetting.builder().name(name).value(value).build();
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(Optional.of(value)).build();
    }
}
