package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.LaunchType;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Deployment;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Services whose tasks are Fargate's.
final class FargateServicesTest {
    private static final List<CapacityProviderStrategyItem> MOSTLY_SPOT =
            List.of(provider("FARGATE", 1, 1), provider("FARGATE_SPOT", 0, 3));

    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        forFargate(stage.defined());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void forFargate(String definition) {
        var id = new TaskDefinitionId("web", Integer.parseInt(definition.substring(definition.indexOf(':') + 1)));
        stage.stores().account(ServiceStage.REALM).write(tx -> {
            TaskDefinition known = tx.state().taskDefinition(id).orElseThrow();
            var content = known.content().toBuilder()
                    .compatibilities(List.of("EC2", "FARGATE"))
                    .build();
            tx.addOrUpdate(new TaskDefinition(id, content, List.of()));
            return id;
        });
    }

    private void joined(int tasks) {
        var x86 =
                Attribute.builder().name("ecs.cpu-architecture").value("x86_64").build();
        var on = stage.joined(tasks);
        stage.store().write(tx -> {
            tx.update(tx.state().instance(on).orElseThrow().withAttributes(List.of(x86)));
            return on;
        });
    }

    private static CapacityProviderStrategyItem provider(String name, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(name)
                .base(base)
                .weight(weight)
                .build();
    }

    private Map<String, Long> byProvider() {
        return stage.live().stream()
                .collect(Collectors.groupingBy(task -> task.capacityProvider().orElse("none"), Collectors.counting()));
    }

    @Test
    void aServiceShowsThePlatformAskedForAndItsDeploymentTheOneItIs() {
        joined(4);
        stage.create(web("web:1", 2).launchType("FARGATE"));
        stage.reconcile();

        Service service = stage.described();
        Deployment primary = service.deployments().orElseThrow().getFirst();

        assertThat(service.launchType()).contains("FARGATE");
        assertThat(service.platformVersion()).contains("LATEST");
        assertThat(service.platformFamily()).contains("Linux");
        assertThat(primary.launchType()).contains("FARGATE");
        assertThat(primary.platformVersion()).contains("1.4.0");
        assertThat(primary.platformFamily()).contains("Linux");
        assertThat(stage.live()).hasSize(2).extracting(Task::launchType).containsOnly(LaunchType.FARGATE);
        assertThat(byProvider()).isEqualTo(Map.of("none", 2L));
    }

    @Test
    void aStrategyIsKeptWhileTasksComeAndGo() {
        joined(20);
        stage.create(web("web:1", 5).capacityProviderStrategy(MOSTLY_SPOT));
        stage.reconcile();
        stage.agentsWork();
        assertThat(byProvider()).isEqualTo(Map.of("FARGATE", 2L, "FARGATE_SPOT", 3L));

        stage.exit(stage.live().stream()
                .filter(task -> task.capacityProvider().equals(Optional.of("FARGATE_SPOT")))
                .findFirst()
                .orElseThrow());
        stage.reconcile();

        assertThat(byProvider()).isEqualTo(Map.of("FARGATE", 2L, "FARGATE_SPOT", 3L));
        assertThat(stage.described().launchType()).isEmpty();
        assertThat(stage.described().capacityProviderStrategy()).contains(MOSTLY_SPOT);
    }

    @Test
    void anUpdateGoesFromALaunchTypeToProvidersAndBack() {
        joined(20);
        stage.create(web("web:1", 1).launchType("FARGATE"));

        Service shared = stage.update(
                update -> update.capacityProviderStrategy(MOSTLY_SPOT).forceNewDeployment(true));
        Service back = stage.update(update -> update.capacityProviderStrategy(List.of()));

        assertThat(shared.launchType()).isEmpty();
        assertThat(shared.capacityProviderStrategy()).contains(MOSTLY_SPOT);
        assertThat(back.launchType()).contains("FARGATE");
        assertThat(back.capacityProviderStrategy()).isEmpty();
    }

    @Test
    void anotherPlatformVersionIsADeployment() {
        stage.create(web("web:1", 1).launchType("FARGATE"));

        assertThat(stage.update(update -> update.platformVersion("LATEST")).deployments())
                .hasValueSatisfying(one -> assertThat(one).hasSize(1));
        assertThat(stage.update(update -> update.platformVersion("1.4.0")).deployments())
                .hasValueSatisfying(two -> assertThat(two).hasSize(2));
        assertThatThrownBy(() -> stage.update(update -> update.platformVersion("9.9.9")))
                .hasMessageStartingWith("PlatformUnknownException: ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusals(String text, UnaryOperator<CreateServiceRequest.Builder> change) {
        assertThatThrownBy(() -> stage.create(change.apply(web("web:1", 1)))).hasMessageStartingWith(text);

        assertThat(stage.store().read().services()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        Function<UnaryOperator<CreateServiceRequest.Builder>, UnaryOperator<CreateServiceRequest.Builder>> fargate =
                change -> request -> change.apply(request.launchType("FARGATE"));
        return Stream.of(
                Arguments.of("PlatformUnknownException: ", fargate.apply(r -> r.platformVersion("1.2.0"))),
                Arguments.of(
                        "InvalidParameterException: Placement constraints are not supported with FARGATE",
                        fargate.apply(r -> r.placementConstraints(List.of(PlacementConstraint.builder()
                                .type("distinctInstance")
                                .build())))),
                Arguments.of(
                        "InvalidParameterException: Placement strategies are not supported with FARGATE",
                        fargate.apply(r -> r.placementStrategy(List.of(
                                PlacementStrategy.builder().type("random").build())))),
                Arguments.of(
                        "InvalidParameterException: Specifying both a launch type and capacity provider strategy",
                        fargate.apply(r -> r.capacityProviderStrategy(MOSTLY_SPOT))),
                Arguments.of("InvalidParameterException: There are multiple capacity providers", (UnaryOperator<
                                CreateServiceRequest.Builder>)
                        r -> r.capacityProviderStrategy(
                                List.of(provider("FARGATE", 1, 1), provider("FARGATE_SPOT", 1, 1)))),
                Arguments.of(
                        "InvalidParameterException: The specified capacity provider strategy cannot contain",
                        (UnaryOperator<CreateServiceRequest.Builder>)
                                r -> r.capacityProviderStrategy(List.of(provider("mine", 0, 1)))));
    }
}
