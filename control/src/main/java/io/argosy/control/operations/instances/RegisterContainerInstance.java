package io.argosy.control.operations.instances;

import io.argosy.control.Attributes;
import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ContainerInstanceShape;
import io.argosy.control.References;
import io.argosy.control.Tags;
import io.argosy.control.UsualCluster;
import io.argosy.control.access.AgentIdentity;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ClusterName;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RegisterContainerInstanceRequest;
import io.argosy.shapes.ecs.RegisterContainerInstanceResponse;
import io.argosy.shapes.ecs.Tag;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `RegisterContainerInstance`: a machine joins a cluster, or an agent that was here before takes its place again and
/// keeps its id, status, tags and custom attributes (ecs-semantics 8.1, agent-protocol 2.2 to 2.6).
public final class RegisterContainerInstance
        implements Operation<RegisterContainerInstanceRequest, RegisterContainerInstanceResponse> {
    private final Clusters clusters;
    private final Supplier<String> ids;

    public RegisterContainerInstance(Clusters clusters, Supplier<String> ids) {
        this.clusters = clusters;
        this.ids = ids;
    }

    @Override
    public OperationModel<RegisterContainerInstanceRequest, RegisterContainerInstanceResponse> model() {
        return Ecs.REGISTER_CONTAINER_INSTANCE;
    }

    @Override
    public Permission permission(RegisterContainerInstanceRequest request) {
        return Permission.on("ecs:RegisterContainerInstance");
    }

    @Override
    public RegisterContainerInstanceResponse handle(Caller caller, RegisterContainerInstanceRequest request) {
        List<Tag> tags = Tags.given(request.tags().orElse(List.of()));
        Machine machine = Machine.of(request);
        ClusterName name = Clusters.name(caller.realm(), request.cluster());
        if (name.equals(Clusters.USUAL) && caller.root()) {
            UsualCluster.make(clusters.account(caller.realm()));
        }
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Optional<ContainerInstanceId> claimed =
                request.containerInstanceArn().map(arn -> References.containerInstance(arn, scope));
        var self = new AgentIdentity(caller);
        // Asked here too, so that an alarm is told without holding everybody up.
        self.registersAs(claimed, scope.store().read());
        return scope.store().write(tx -> {
            Optional<ContainerInstanceId> known = self.registersAs(claimed, tx.state());
            ContainerInstance instance = known.flatMap(tx.state()::instance)
                    .map(before -> again(before, machine))
                    .orElseGet(() -> fresh(known, machine, tags, tx));
            tx.put(instance);
            self.bind(instance.id(), tx);
            return RegisterContainerInstanceResponse.builder()
                    .containerInstance(ContainerInstanceShape.of(instance, scope, tx.state(), true))
                    .build();
        });
    }

    /// An id this server does not know may be older than its memory; the agent holds on to it, so it is taken over.
    private ContainerInstance fresh(
            Optional<ContainerInstanceId> known, Machine machine, List<Tag> tags, Transaction tx) {
        ContainerInstanceId id = known.orElseGet(() -> new ContainerInstanceId(ids.get()));
        CustomAttributes.checkCount(machine.attributes());
        return new ContainerInstance(
                id,
                machine.ec2InstanceId().orElseGet(() -> "mi-" + id.value().substring(0, 17)),
                ContainerInstance.Status.ACTIVE,
                false,
                machine.total(),
                machine.attributes(),
                machine.version(),
                tags,
                tx.now(),
                1);
    }

    private static ContainerInstance again(ContainerInstance before, Machine machine) {
        if (!before.registered()) {
            throw ApiError.client("The referenced container instance was deregistered. Remove the saved state of its"
                            + " agent to register it as a new one.")
                    .thrown();
        }
        Optional<String> type = Attributes.value(before, Attributes.INSTANCE_TYPE);
        if (type.isPresent() && !type.equals(Attributes.value(machine.attributes(), Attributes.INSTANCE_TYPE))) {
            throw ApiError.client("Container instance type changes are not supported. Container instance " + before.id()
                            + " was previously registered as " + type.get() + ".")
                    .thrown();
        }
        List<Attribute> attributes = CustomAttributes.keeping(before.attributes(), machine.attributes());
        return new ContainerInstance(
                before.id(),
                machine.ec2InstanceId().orElse(before.ec2InstanceId()),
                before.status(),
                before.agentConnected(),
                machine.total(),
                attributes,
                before.agentVersion(),
                before.tags(),
                before.registeredAt(),
                before.version() + 1);
    }
}
