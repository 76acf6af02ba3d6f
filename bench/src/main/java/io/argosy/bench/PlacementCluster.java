package io.argosy.bench;

import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Resources;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.reconcilers.ReconcilerDependencies;
import io.argosy.reconcilers.ServiceReconciler;
import io.argosy.services.ServiceOperations;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.VersionInfo;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A cluster of made-up instances over the real stores, operations and reconciler of a server, without its wire: what
/// is measured is how fast it decides, and has on disk, where tasks go.
final class PlacementCluster implements AutoCloseable {
    static final String NAME = "bench";
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Caller CALLER = new Caller(REALM, "arn:aws:iam::123456789012:root", "AKID", "request");
    private static final int CPU = 128;
    private static final int MEMORY_MIB = 256;
    private static final int CAPABILITIES = 40;
    private static final int REQUIRED = 8;
    private static final int JOINED_A_WRITE = 500;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Supplier<String> ids = () -> UUID.randomUUID().toString().replace("-", "");
    private final Stores stores;
    private final List<Operation<?, ?>> operations = new ArrayList<>();
    private final ServiceReconciler services;

    /// Each instance has room for so many tasks.
    PlacementCluster(Path file, int instances, int tasksEach) throws IOException {
        stores = Stores.open(file, now::get);
        RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
        var settings = ControlSettings.at(URI.create("http://fleet.example:9080"));
        var launch = new TaskLauncher(ids, chance);
        var clusters = new Clusters(stores);
        operations.addAll(TaskOperations.all(clusters, launch, settings, now::get));
        operations.addAll(ServiceOperations.all(clusters, settings, ids));
        services = new ServiceReconciler(
                store(), stores.account(REALM), new ReconcilerDependencies(launch, settings, now::get, ids, chance));
        makeCluster();
        define("task", MEMORY_MIB);
        define("giant", tasksEach * MEMORY_MIB * 2);
        for (int i = 0; i < instances; i += JOINED_A_WRITE) {
            join(i, Math.min(instances, i + JOINED_A_WRITE), tasksEach);
        }
    }

    private void makeCluster() {
        var asked = CreateClusterRequest.builder().clusterName(NAME).build();
        stores.account(REALM).write(tx -> {
            tx.add(new Cluster(new ClusterName(NAME), Cluster.Status.ACTIVE, asked, List.of(), tx.now()));
            return NAME;
        });
    }

    private void define(String family, int memoryMib) {
        var content = io.argosy.shapes.ecs.TaskDefinition.builder()
                .taskDefinitionArn("arn:aws:ecs:local-1:123456789012:task-definition/" + family + ":1")
                .family(family)
                .revision(1)
                .status("ACTIVE")
                .compatibilities(List.of("EC2", "EXTERNAL"))
                .requiresAttributes(capabilities(REQUIRED))
                .containerDefinitions(List.of(ContainerDefinition.builder()
                        .name("app")
                        .image("registry.example/team/app:1.2.3")
                        .essential(true)
                        .cpu(CPU)
                        .memory(memoryMib)
                        .build()));
        stores.account(REALM).write(tx -> {
            tx.add(new TaskDefinition(new TaskDefinitionId(family, 1), content.build(), List.of()));
            return family;
        });
    }

    private static List<Attribute> capabilities(int count) {
        List<Attribute> capabilities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            capabilities.add(Attribute.builder()
                    .name("com.amazonaws.ecs.capability.number-" + i)
                    .build());
        }
        return capabilities;
    }

    private void join(int from, int to, int tasksEach) {
        store().write(tx -> {
            for (int i = from; i < to; i++) {
                tx.add(instance(i, tasksEach, tx.now()));
            }
            return to;
        });
    }

    private ContainerInstance instance(int number, int tasksEach, Instant at) {
        List<Attribute> attributes = capabilities(CAPABILITIES);
        attributes.add(attribute("ecs.availability-zone", "local-1" + "abc".charAt(number % 3)));
        attributes.add(attribute("ecs.instance-type", number % 2 == 0 ? "m7.large" : "c7.large"));
        attributes.add(attribute("rack", "r" + number % 40));
        return new ContainerInstance(
                new ContainerInstanceId(ids.get()),
                "i-%017x".formatted(number),
                ContainerInstance.Status.ACTIVE,
                true,
                new Resources(CPU * tasksEach, MEMORY_MIB * tasksEach, Set.of(22, 2375, 2376, 51678), Set.of()),
                attributes,
                VersionInfo.builder().agentVersion("1.105.1").build(),
                List.of(),
                at.plusNanos(number * 1000L),
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Attribute attribute(String name, String value) {
        return Attribute.builder().name(name).value(value).build();
    }

    private ClusterStore store() {
        return stores.cluster(REALM, new ClusterName(NAME));
    }

    @SuppressWarnings("unchecked")
    <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) {
        var operation = (Operation<I, O>) operations.stream()
                .filter(candidate -> candidate.model().name().equals(model.name()))
                .findFirst()
                .orElseThrow();
        return operation.handle(CALLER, input);
    }

    /// One pass over the services. A minute goes by with each, so that the pace of launches that ECS keeps, 500 a
    /// minute for a service, is not what is measured.
    void pass() {
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
        services.pass();
    }

    int tasks() {
        return store().read().tasks().size();
    }

    @Override
    public void close() {
        stores.close();
    }
}
