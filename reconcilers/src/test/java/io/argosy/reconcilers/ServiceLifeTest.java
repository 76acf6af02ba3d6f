package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.percents;
import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.control.operations.Golden;
import io.argosy.model.ApiException;
import io.argosy.model.ServiceName;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.Deployment;
import io.argosy.shapes.ecs.DeploymentConfiguration;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListServicesRequest;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operations on services write and answer.
final class ServiceLifeTest {
    private static final int QUOTA = 5_000;

    private static final String ARN = "arn:aws:ecs:local-1:123456789012:service/default/";

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
    void emptyStructuresAreNoFault() {
        String text = "{\"serviceName\":\"web\",\"taskDefinition\":\"web:1\",\"desiredCount\":0,"
                + "\"networkConfiguration\":{},\"serviceConnectConfiguration\":{},"
                + "\"deploymentConfiguration\":{\"deploymentCircuitBreaker\":{},\"alarms\":{}}}";
        var asked = JsonCodec.read(text.getBytes(StandardCharsets.UTF_8), CreateServiceRequest.STRUCTURE);

        Service made = stage.call(Ecs.CREATE_SERVICE, asked).service().orElseThrow();

        var breaker = made.deploymentConfiguration().orElseThrow().deploymentCircuitBreaker();
        assertThat(breaker.orElseThrow().enable()).isFalse();
    }

    @Test
    void deletedServicesTakeNoPlaceInTheQuota() {
        stage.create(web("web:1", 0));
        var live = stage.service();
        stage.store().write(tx -> {
            for (int i = 0; i < QUOTA; i++) {
                tx.add(new io.argosy.model.Service(
                        new ServiceName("old-" + i),
                        io.argosy.model.Service.Status.INACTIVE,
                        0,
                        live.configuration(),
                        List.of(),
                        live.createdBy(),
                        tx.now(),
                        tx.now()));
            }
            return live;
        });

        assertThat(stage.create(web("web:1", 0).serviceName("one-more")).status())
                .contains("ACTIVE");
    }

    /// A service's life as a client reads it; with -Dgolden.write=true it is written anew.
    @Test
    void theWholeLifeOnTheWire() throws IOException {
        var wire = new ArrayList<String>();
        stage.joined(10);
        exchange(
                wire,
                "CreateService",
                web("web:1", 1)
                        .clientToken("t-1")
                        .tags(List.of(Tag.builder().key("team").value("blue").build()))
                        .placementStrategy(List.of(PlacementStrategy.builder()
                                .type("binpack")
                                .field("memory")
                                .build()))
                        .build());
        stage.settle(5);
        exchange(
                wire,
                "DescribeServices",
                DescribeServicesRequest.builder()
                        .services(List.of("web", ARN + "nobody"))
                        .include(List.of("TAGS"))
                        .build());
        stage.defined();
        exchange(
                wire,
                "UpdateService",
                UpdateServiceRequest.builder()
                        .service("web")
                        .taskDefinition("web")
                        .build());
        stage.settle(5);
        exchange(wire, "ListServices", ListServicesRequest.builder().build());
        exchange(
                wire,
                "DeleteService",
                DeleteServiceRequest.builder().service(ARN + "web").force(true).build());
        Golden.file("service-life.txt").holds(String.join("\n", wire) + "\n");
    }

    private void exchange(List<String> wire, String operation, Shape request) {
        wire.add("> " + operation + " " + json(request));
        Shape answer = switch (request) {
            case CreateServiceRequest create -> stage.call(Ecs.CREATE_SERVICE, create);
            case UpdateServiceRequest update -> stage.call(Ecs.UPDATE_SERVICE, update);
            case DeleteServiceRequest delete -> stage.call(Ecs.DELETE_SERVICE, delete);
            case DescribeServicesRequest describe -> stage.call(Ecs.DESCRIBE_SERVICES, describe);
            case ListServicesRequest list -> stage.call(Ecs.LIST_SERVICES, list);
            case Shape other -> throw new AssertionError("no operation takes " + other);
        };
        wire.add("< " + json(answer));
    }

    /// One member a line, so that a difference can be read.
    private static String json(Shape shape) {
        return new String(JsonCodec.write(shape), StandardCharsets.UTF_8).replace(",\"", ",\n  \"");
    }

    @Test
    void aNewDeploymentShowsNothingYetAndTheReplacedOneKeepsItsNumbers() {
        stage.joined(10);
        stage.create(web("web:1", 2));
        stage.settle(5);
        stage.defined();

        List<Deployment> deployments =
                stage.update(asked -> asked.taskDefinition("web")).deployments().orElseThrow();

        assertThat(deployments).extracting(Deployment::status).containsExactly(some("PRIMARY"), some("ACTIVE"));
        assertThat(deployments).extracting(Deployment::desiredCount).containsExactly(some(0), some(2));
        assertThat(deployments).extracting(Deployment::runningCount).containsExactly(some(0), some(2));
        assertThat(deployments.getFirst().rolloutStateReason())
                .contains("ECS deployment " + deployments.getFirst().id().orElseThrow() + " in progress.");
        assertThat(deployments.getFirst().id().orElseThrow()).matches("ecs-svc/[0-9]{19}");
    }

    private static <T> Optional<T> some(T value) {
        return Optional.of(value);
    }

    @Test
    void aCountOrAnEqualDefinitionStartsNoDeployment() {
        stage.create(web("web:1", 1));
        var before = stage.service().deployments();

        stage.update(asked -> asked.desiredCount(3)
                .taskDefinition("web:1")
                .deploymentConfiguration(percents(50, 150))
                .enableECSManagedTags(true));

        assertThat(stage.service().deployments()).isEqualTo(before);
        assertThat(stage.service().desiredCount()).isEqualTo(3);
        assertThat(stage.service().minimumHealthyPercent()).isEqualTo(50);
    }

    @Test
    void anUpdateThatChangesNothingWritesNothing() {
        stage.create(web("web:1", 1));
        var before = stage.store().read();

        stage.update(asked -> asked.desiredCount(1));

        assertThat(stage.store().read()).isSameAs(before);
    }

    @Test
    void theWishAloneStartsADeployment() {
        stage.create(web("web:1", 1));

        stage.update(asked -> asked.forceNewDeployment(true));

        assertThat(stage.service().deployments())
                .hasSize(2)
                .allMatch(deployment -> deployment.definition().revision() == 1);
    }

    @Test
    void whatAnUpdateLeavesOutStays() {
        stage.create(web("web:1", 1).deploymentConfiguration(percents(50, 150)).propagateTags("SERVICE"));

        Service after = stage.update(asked -> asked.deploymentConfiguration(
                DeploymentConfiguration.builder().maximumPercent(300).build()));

        var configuration = after.deploymentConfiguration().orElseThrow();
        assertThat(configuration.minimumHealthyPercent()).contains(50);
        assertThat(configuration.maximumPercent()).contains(300);
        assertThat(after.propagateTags()).contains("SERVICE");
    }

    @Test
    void creatingTheSameAgainAnswersTheSameService() {
        Service first = stage.create(web("web:1", 1));
        stage.wait(Duration.ofMinutes(1));

        Service second = stage.create(web("web", 1).launchType("EC2").propagateTags("NONE"));

        assertThat(second).isEqualTo(first);
        assertThat(stage.store().read().services()).hasSize(1);
    }

    @Test
    void aRepeatUnderItsTokenAnswersTheServiceAsItIsByThen() {
        stage.create(web("web:1", 1).clientToken("once"));
        stage.update(asked -> asked.desiredCount(4));

        Service again = stage.create(web("web:1", 1).clientToken("once"));

        assertThat(again.desiredCount()).contains(4);
    }

    @Test
    void anotherRequestForTheNameOrUnderTheTokenIsRefused() {
        stage.create(web("web:1", 1).clientToken("once"));

        refused(() -> stage.create(web("web:1", 2)), "Creation of service was not idempotent.");
        refused(
                () -> stage.create(web("web:1", 1).serviceName("other").clientToken("once")),
                "Creation of service was not idempotent.");
    }

    @Test
    void deletingNeedsForceWhileTasksAreWantedOrDeploymentsAreActive() {
        stage.joined(10);
        stage.create(web("web:1", 1));
        stage.settle(5);
        refused(() -> delete(false), "The service cannot be stopped while it is scaled above 0.");
        stage.update(asked -> asked.desiredCount(0).forceNewDeployment(true));
        refused(() -> delete(false), "The service cannot be stopped while deployments are active.");

        Service deleted = delete(true);

        assertThat(deleted.status()).contains("DRAINING");
        assertThat(deleted.desiredCount()).contains(0);
        assertThat(delete(true).status()).as("deleting again").contains("DRAINING");
        refused(() -> stage.update(asked -> asked.desiredCount(1)), "Service was not ACTIVE.");
        refused(() -> stage.create(web("web:1", 1)), "Unable to Start a service that is still Draining.");
    }

    @Test
    void aServiceWithoutTasksIsGoneAtOnceAndItsNameIsFree() {
        stage.create(web("web:1", 3));

        assertThat(delete(true).status()).contains("INACTIVE");

        refused(() -> delete(true), "Service not found.");
        assertThat(stage.described().status()).contains("INACTIVE");
        assertThat(list(ListServicesRequest.builder())).isEmpty();
        assertThat(stage.create(web("web:1", 1)).status()).contains("ACTIVE");
    }

    private Service delete(boolean force) {
        var request = DeleteServiceRequest.builder().service("web").force(force).build();
        return stage.call(Ecs.DELETE_SERVICE, request).service().orElseThrow();
    }

    @Test
    void servicesAreListedTenAtATime() {
        for (int i = 10; i < 22; i++) {
            stage.create(web("web:1", 0).serviceName("web-" + i));
        }

        var first = stage.call(Ecs.LIST_SERVICES, ListServicesRequest.builder().build());
        List<String> rest = list(ListServicesRequest.builder().nextToken(first.nextToken()));

        assertThat(first.serviceArns().orElseThrow()).hasSize(10).startsWith(ARN + "web-10");
        assertThat(rest).containsExactly(ARN + "web-20", ARN + "web-21");
        assertThat(list(ListServicesRequest.builder().launchType("EXTERNAL"))).isEmpty();
        assertThat(list(ListServicesRequest.builder()
                        .schedulingStrategy("REPLICA")
                        .maxResults(50)))
                .hasSize(12);
        assertThat(list(ListServicesRequest.builder().resourceManagementType("ECS")))
                .isEmpty();
        assertThat(list(ListServicesRequest.builder()
                        .resourceManagementType("CUSTOMER")
                        .maxResults(1)))
                .containsExactly(ARN + "web-10");
    }

    private List<String> list(ListServicesRequest.Builder request) {
        return stage.call(Ecs.LIST_SERVICES, request.build()).serviceArns().orElseThrow();
    }

    @Test
    void describingKnowsLimits() {
        refused(() -> describe(List.of()), "Services cannot be empty.");
        refused(() -> describe(Collections.nCopies(11, "a")), "Services cannot have more than 10 elements.");
    }

    private void describe(List<String> services) {
        stage.call(
                Ecs.DESCRIBE_SERVICES,
                DescribeServicesRequest.builder().services(services).build());
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.error().message()).isEqualTo(text));
    }
}
