package io.argosy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Deployment;
import io.argosy.shapes.ecs.DescribeServiceDeploymentsRequest;
import io.argosy.shapes.ecs.DescribeServicesRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.ecs.Service;
import io.argosy.shapes.ecs.ServiceDeployment;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import io.argosy.views.ClusterReader;
import io.argosy.views.LocalLogs;
import io.argosy.views.WhyPage;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.KeyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three rows of the circuit breaker's table (`CircuitBreakerTableTest`) on a real engine, side by side: what a service
/// comes to whose next version fails at its start, after it, or by its health check.
@Tag("program")
final class CircuitBreakerTest {
    private static final String AT_START = "at-start";
    private static final String AFTER_START = "after-start";
    private static final String BY_HEALTH = "by-health";
    private static final List<String> ALL = List.of(AT_START, AFTER_START, BY_HEALTH);
    private static final String STAYS =
            "\"command\":[\"sh\",\"-c\",\"trap 'exit 0' TERM; while true; do sleep 1; done\"]";
    private static final String CHECKED = STAYS + """
            ,"healthCheck":{"command":["CMD-SHELL","%s"],"interval":5,"retries":1}""";

    @TempDir
    private static Path folder;

    private static PackagedProgram machine;
    private static Outbound outbound;
    private static ApiClient client;

    /// Those that a waiter for a stable service took for one while their bad version was in front.
    private static final Set<String> DECEIVED = new HashSet<>();

    @BeforeAll
    static void start() throws IOException {
        Busybox.make(folder);
        machine = new PackagedProgram(folder);
        machine.startServer("--set", "tasks.healthy-after=1s", "--set", "services.longest-back-off=0s");
        outbound = new Outbound(Duration.ofSeconds(5));
        client = new Clients(outbound, machine.uri())
                .as(new KeyFiles(machine.data()).read().orElseThrow());
        client.call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder()
                        .clusterName(PackagedProgram.CLUSTER)
                        .build());
        machine.startAgent();
        for (String service : ALL) {
            defined(service, Busybox.IMAGE, service.equals(BY_HEALTH) ? CHECKED.formatted("exit 0") : STAYS);
            created(service, !service.equals(AFTER_START));
        }
        PackagedProgram.await(
                "all run",
                () -> described().stream().allMatch(service -> rolled(service).equals("COMPLETED 1")));
        defined(AT_START, machine.uri().getAuthority() + "/shop/missing:7", STAYS);
        defined(AFTER_START, Busybox.IMAGE, "\"command\":[\"sh\",\"-c\",\"echo the shelves are empty; exit 7\"]");
        defined(BY_HEALTH, Busybox.IMAGE, CHECKED.formatted("exit 1"));
        for (String service : ALL) {
            client.call(
                    Ecs.UPDATE_SERVICE,
                    UpdateServiceRequest.builder()
                            .cluster(PackagedProgram.CLUSTER)
                            .service(service)
                            .taskDefinition(service)
                            .build());
        }
        PackagedProgram.await("all are over", () -> seen().stream().allMatch(CircuitBreakerTest::over));
    }

    @AfterAll
    static void stop() {
        outbound.close();
        machine.close();
    }

    private static <T extends Shape> T read(String json, Structure<T> structure) {
        return JsonCodec.read(json.getBytes(StandardCharsets.UTF_8), structure);
    }

    private static void defined(String family, String image, String more) throws IOException {
        String container = "{\"name\":\"app\",\"image\":\"%s\",\"memory\":16,%s}".formatted(image, more);
        String asked = "{\"family\":\"%s\",\"containerDefinitions\":[%s]}".formatted(family, container);
        client.call(Ecs.REGISTER_TASK_DEFINITION, read(asked, RegisterTaskDefinitionRequest.STRUCTURE));
    }

    private static void created(String name, boolean rollback) throws IOException {
        String asked = """
                {"cluster":"%s","serviceName":"%s","taskDefinition":"%s:1","desiredCount":1,
                 "deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":%s}}}
                """.formatted(PackagedProgram.CLUSTER, name, name, rollback);
        client.call(Ecs.CREATE_SERVICE, read(asked, CreateServiceRequest.STRUCTURE));
    }

    private static List<Service> described() {
        try {
            return client.call(
                            Ecs.DESCRIBE_SERVICES,
                            DescribeServicesRequest.builder()
                                    .cluster(PackagedProgram.CLUSTER)
                                    .services(ALL)
                                    .build())
                    .services()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Service described(String name) {
        return described().stream()
                .filter(service -> service.serviceName().equals(Optional.of(name)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Service> seen() {
        List<Service> now = described();
        now.stream()
                .filter(service -> stable(service) && rolled(service).endsWith(" 2"))
                .forEach(service -> DECEIVED.add(service.serviceName().orElseThrow()));
        return now;
    }

    private static Deployment primary(Service service) {
        return service.deployments().orElseThrow().getFirst();
    }

    /// How far the PRIMARY is, and which revision of the definition it is of.
    private static String rolled(Service service) {
        String definition = primary(service).taskDefinition().orElseThrow();
        return primary(service).rolloutState().orElseThrow() + " "
                + definition.substring(definition.lastIndexOf(':') + 1);
    }

    /// As the waiter `services-stable` sees it.
    private static boolean stable(Service service) {
        return service.deployments().orElseThrow().size() == 1
                && service.runningCount().equals(service.desiredCount());
    }

    private static boolean over(Service service) {
        return rolled(service).equals("FAILED 2") || (rolled(service).equals("COMPLETED 1") && stable(service));
    }

    private static ServiceDeployment newest(Service service) throws IOException {
        return client.call(
                        Ecs.DESCRIBE_SERVICE_DEPLOYMENTS,
                        DescribeServiceDeploymentsRequest.builder()
                                .serviceDeploymentArns(List.of(
                                        service.currentServiceDeployment().orElseThrow()))
                                .build())
                .serviceDeployments()
                .orElseThrow()
                .getFirst();
    }

    /// What it said, the oldest first, but for each task that was started or stopped; the bad deployment is 2.
    private static List<String> said(Service service) throws IOException {
        String bad = newest(service).targetServiceRevision().orElseThrow().arn().orElseThrow();
        String two = "ecs-svc/" + bad.substring(bad.lastIndexOf('/') + 1);
        return service.events().orElseThrow().reversed().stream()
                .map(event -> event.message().orElseThrow())
                .filter(text -> !text.contains(" has started ") && !text.contains(" has stopped "))
                .map(text -> text.replace(two, "2").replaceAll("ecs-svc/[0-9]+", "1"))
                .map(text -> text.replace("(service " + service.serviceName().orElseThrow() + ")", ""))
                .toList();
    }

    private static String why(String service) {
        var page = new WhyPage(
                new ClusterReader(client, PackagedProgram.CLUSTER),
                new LocalLogs(PackagedProgram.ENGINE),
                Instant.now());
        return TroubledFleet.printed(terminal -> page.print(service, terminal));
    }

    private static void isBack(String name) throws IOException {
        Service service = described(name);

        assertThat(newest(service).status()).contains("ROLLBACK_SUCCESSFUL");
        assertThat(newest(service).statusReason())
                .contains("Service deployment rolled back because the circuit breaker threshold was exceeded.");
        assertThat(said(service))
                .containsExactly(
                        " (deployment 1) deployment completed.",
                        " has reached a steady state.",
                        " (deployment 2) deployment failed: tasks failed to start.",
                        " rolling back to deployment 1.",
                        " (deployment 1) deployment completed.",
                        " has reached a steady state.");
        assertThat(stable(service)).isTrue();
        assertThat(DECEIVED).doesNotContain(name);
        assertThat(machine.containers(name)).hasSize(1);
    }

    @Test
    void whatCannotStartIsTakenBack() throws IOException {
        isBack(AT_START);

        assertThat(why(AT_START))
                .contains(
                        "DeploymentRolledBack: the deployment of at-start:2 failed; the service is back at at-start:1",
                        "CannotPullContainerError",
                        "push the image");
    }

    @Test
    void whatDoesNotStayUpIsGivenUpWhereNoRollBackIsWished() throws IOException {
        Service service = described(AFTER_START);

        assertThat(newest(service).statusReason())
                .contains("Service deployment stopped because the circuit breaker threshold was exceeded.");
        assertThat(primary(service).rolloutStateReason())
                .contains("ECS deployment circuit breaker: tasks failed to start.");
        assertThat(said(service))
                .containsExactly(
                        " (deployment 1) deployment completed.",
                        " has reached a steady state.",
                        " (deployment 2) deployment failed: tasks failed to start.");
        assertThat(service.deployments().orElseThrow()).hasSize(2);
        assertThat(stable(service)).isFalse();
        assertThat(DECEIVED).doesNotContain(AFTER_START);
        assertThat(machine.containers(AFTER_START)).hasSize(1);
        assertThat(why(AFTER_START))
                .contains(
                        "DeploymentFailed: the deployment of after-start:2 failed",
                        "exit code 7",
                        "| the shelves are empty");
    }

    @Test
    void whatFailsItsHealthCheckIsTakenBack() throws IOException {
        isBack(BY_HEALTH);

        assertThat(why(BY_HEALTH))
                .contains("DeploymentRolledBack: the deployment of by-health:2 failed", "exit 1", "run the check's");
    }
}
