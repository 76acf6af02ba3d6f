package io.argosy.control.operations;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.control.operations.clusters.ClusterOperations;
import io.argosy.control.operations.instances.InstanceOperations;
import io.argosy.control.operations.tags.TagOperations;
import io.argosy.control.operations.taskdefinitions.TaskDefinitionOperations;
import io.argosy.control.operations.tasks.TaskOperations;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Validator;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.Resource;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// The operations over real stores in a folder, with a clock that stands still until told, and short words for what
/// tests need to be there first. The cluster `default` exists.
public final class Workshop implements AutoCloseable {
    public static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Caller CALLER = new Caller(REALM, "arn:aws:iam::123456789012:root", "AKID", "request-1");

    private final AtomicInteger lastId = new AtomicInteger();
    private final Stores stores;
    private final Clusters clusters;
    private final ControlSettings settings;
    private final List<Operation<?, ?>> operations = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public Workshop(Path folder) throws IOException {
        this(folder, Kinds.with(List.of()));
    }

    /// With the kinds of another room, which adds its operations.
    public Workshop(Path folder, Kinds kinds) throws IOException {
        InstantSource clock = () -> now;
        stores = Stores.open(folder.resolve("argosy.db"), kinds, clock);
        clusters = new Clusters(stores);
        settings = ControlSettings.at(URI.create("http://fleet.example:9080/"));
        operations.addAll(TaskOperations.all(clusters, new TaskLauncher(this::id, new Random(1)), settings, clock));
        operations.addAll(InstanceOperations.all(
                clusters, settings, new TaskSubnets(clusters.stores(), TaskSubnets.Pool.USUAL), this::id));
        operations.addAll(ClusterOperations.all(clusters, settings.fargate()));
        operations.addAll(TaskDefinitionOperations.all(clusters, settings));
        operations.addAll(TagOperations.all(clusters));
        made("default");
    }

    /// 32 hex digits, others each time.
    public String id() {
        return String.format("%032x", lastId.incrementAndGet());
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    public Clusters clusters() {
        return clusters;
    }

    public ControlSettings settings() {
        return settings;
    }

    public InstantSource clock() {
        return () -> now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @SuppressWarnings("unchecked")
    public <I extends Shape, O extends Shape> O call(OperationModel<I, O> model, I input) {
        var operation = (Operation<I, O>) operations.stream()
                .filter(candidate -> candidate.model().name().equals(model.name()))
                .findFirst()
                .orElseThrow();
        return operation.handle(CALLER, input);
    }

    /// The same as it travels: JSON in, JSON out.
    public String call(OperationModel<?, ?> model, String json) {
        return called(model, json.getBytes(StandardCharsets.UTF_8));
    }

    private <I extends Shape, O extends Shape> String called(OperationModel<I, O> model, byte[] json) {
        I input = JsonCodec.read(json, model.input());
        Validator.check(input);
        return new String(JsonCodec.write(call(model, input)), StandardCharsets.UTF_8);
    }

    public ClusterScope scope() {
        return clusters.named(REALM, Optional.empty());
    }

    public void made(String cluster) {
        var name = Clusters.name(REALM, Optional.of(cluster));
        var asked = CreateClusterRequest.builder().clusterName(cluster).build();
        clusters.account(REALM).write(tx -> {
            tx.addOrUpdate(new Cluster(name, Cluster.Status.ACTIVE, asked, List.of(), tx.now()));
            return name;
        });
    }

    /// A service of one task of `definition`, which nobody has started.
    public ServiceName served(String name, String definition, int desired) {
        var service = new ServiceName(name);
        CreateServiceRequest asked = CreateServiceRequest.builder()
                .serviceName(name)
                .taskDefinition(definition)
                .desiredCount(desired)
                .launchType("EC2")
                .build();
        scope().store().write(tx -> {
            tx.addOrUpdate(new Service(
                    service,
                    Service.Status.ACTIVE,
                    desired,
                    asked,
                    List.of(),
                    CALLER.principalArn(),
                    tx.now(),
                    tx.now()));
            return service;
        });
        return service;
    }

    /// Registers revision 1 of a family with one essential container `app` of 128 CPU units and 256 MiB.
    public String defined(String family, UnaryOperator<io.argosy.shapes.ecs.TaskDefinition.Builder> change) {
        var id = new TaskDefinitionId(family, 1);
        var content = io.argosy.shapes.ecs.TaskDefinition.builder()
                .family(family)
                .revision(1)
                .status("ACTIVE")
                .compatibilities(List.of("EC2", "EXTERNAL"))
                .requiresAttributes(List.of())
                .placementConstraints(List.of())
                .containerDefinitions(List.of(container("app").build()));
        clusters.account(REALM).write(tx -> {
            tx.addOrUpdate(new TaskDefinition(id, change.apply(content).build(), List.of()));
            return id;
        });
        return id.toString();
    }

    public String defined(String family) {
        return defined(family, same -> same);
    }

    public static ContainerDefinition.Builder container(String name) {
        return ContainerDefinition.builder()
                .name(name)
                .image("registry.example/" + name + ":1")
                .essential(true)
                .cpu(128)
                .memory(256);
    }

    /// An instance with this much, whose agent is connected.
    public ContainerInstanceId joined(int cpu, int memoryMib, Attribute... attributes) {
        String arn = registered(cpu, memoryMib, attributes);
        var id = new ContainerInstanceId(arn.substring(arn.lastIndexOf('/') + 1));
        connect(id, true);
        return id;
    }

    public String registered(int cpu, int memoryMib, Attribute... attributes) {
        return call(
                        Ecs.REGISTER_CONTAINER_INSTANCE,
                        registration(cpu, memoryMib, attributes).build())
                .containerInstance()
                .flatMap(instance -> instance.containerInstanceArn())
                .orElseThrow();
    }

    public static RegisterContainerInstanceRequest.Builder registration(
            int cpu, int memoryMib, Attribute... attributes) {
        return RegisterContainerInstanceRequest.builder()
                .attributes(List.of(attributes))
                .totalResources(List.of(
                        Resource.builder()
                                .name("CPU")
                                .type("INTEGER")
                                .integerValue(cpu)
                                .build(),
                        Resource.builder()
                                .name("MEMORY")
                                .type("INTEGER")
                                .integerValue(memoryMib)
                                .build(),
                        Resource.builder()
                                .name("PORTS")
                                .type("STRINGSET")
                                .stringSetValue(List.of("22", "51678"))
                                .build(),
                        Resource.builder()
                                .name("PORTS_UDP")
                                .type("STRINGSET")
                                .stringSetValue(List.of())
                                .build()));
    }

    public void connect(ContainerInstanceId id, boolean connected) {
        scope().store().write(tx -> {
            var instance = tx.state().instance(id).orElseThrow();
            tx.update(connected ? instance.connected() : instance.disconnected(tx.now()));
            return id;
        });
    }

    public static Attribute attribute(String name, String value) {
        return Attribute.builder().name(name).value(value).build();
    }

    @Override
    public void close() {
        stores.close();
    }
}
