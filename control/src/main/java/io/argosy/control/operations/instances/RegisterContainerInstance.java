package io.argosy.control.operations.instances;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ContainerInstanceShape;
import io.argosy.control.InstanceAttributes;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.RequestedTags;
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
import io.argosy.state.ClusterState;
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
    private static final int LONGEST_TOKEN = 64;
    private static final String UNKNOWN = "The referenced container instance is ";

    private final Clusters clusters;
    private final InstanceNetworks networks;
    private final Supplier<String> ids;

    public RegisterContainerInstance(Clusters clusters, TaskSubnets subnets, Supplier<String> ids) {
        this.clusters = clusters;
        this.networks = new InstanceNetworks(subnets);
        this.ids = ids;
    }

    @Override
    public OperationModel<RegisterContainerInstanceRequest, RegisterContainerInstanceResponse> model() {
        return Ecs.REGISTER_CONTAINER_INSTANCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, RegisterContainerInstanceRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return RequestedTags.making(
                Permission.on("ecs:RegisterContainerInstance", requested.cluster()),
                requested.newContainerInstance(),
                request.tags());
    }

    @Override
    public RegisterContainerInstanceResponse handle(Caller caller, RegisterContainerInstanceRequest request) {
        List<Tag> tags = Tags.given(request.tags().orElse(List.of()));
        InstanceRegistration machine = InstanceRegistration.of(request);
        ClusterName name = Clusters.name(caller.realm(), request.cluster());
        if (name.equals(Clusters.USUAL) && caller.root()) {
            UsualCluster.make(clusters.account(caller.realm()));
        }
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Optional<ContainerInstanceId> claimed =
                request.containerInstanceArn().map(arn -> References.containerInstance(arn, scope));
        Optional<String> token = request.clientToken().filter(given -> !given.isEmpty());
        check(token);
        var self = new AgentIdentity(caller);
        // Asked here too, so that an alarm is told without holding everybody up.
        self.registersAs(claimed, scope.store().read());
        return networks.with(
                machine,
                claimed,
                scope.store().read(),
                promised -> scope.store().write(tx -> {
                    Optional<ContainerInstanceId> known = self.registersAs(claimed, tx.state());
                    ContainerInstance instance = known.map(
                                    id -> tx.state().instance(id).orElseThrow(() -> unknown("unknown")))
                            .or(() -> madeBefore(token, tx.state()))
                            .map(before -> again(before, machine))
                            .orElseGet(() -> fresh(token, machine, tags, tx));
                    ContainerInstance placed = networks.put(tx, instance, promised);
                    self.bind(placed.id(), tx);
                    return RegisterContainerInstanceResponse.builder()
                            .containerInstance(ContainerInstanceShape.of(placed, scope, tx.state(), true))
                            .build();
                }));
    }

    private static void check(Optional<String> token) {
        if (token.filter(given -> given.length() > LONGEST_TOKEN).isPresent()) {
            throw ApiError.invalidParameter("clientToken cannot be longer than " + LONGEST_TOKEN + " characters.")
                    .thrown();
        }
    }

    /// What an earlier registration made, whose answer its agent has not heard.
    private static Optional<ContainerInstance> madeBefore(Optional<String> token, ClusterState state) {
        return state.instances().stream()
                .filter(instance -> token.isPresent() && instance.clientToken().equals(token))
                .findFirst();
    }

    /// An id that was deregistered, or that nobody ever gave, is not taken over: who comes with one joins as a new
    /// instance, without it.
    private static RuntimeException unknown(String how) {
        return ApiError.client(UNKNOWN + how + ". Remove the saved state of its agent to register it as a new one.")
                .thrown();
    }

    private ContainerInstance fresh(
            Optional<String> token, InstanceRegistration machine, List<Tag> tags, Transaction tx) {
        var id = new ContainerInstanceId(ids.get());
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
                1,
                Optional.empty(),
                token,
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static ContainerInstance again(ContainerInstance before, InstanceRegistration machine) {
        if (!before.registered()) {
            throw unknown("deregistered");
        }
        Optional<String> type = InstanceAttributes.value(before, InstanceAttributes.INSTANCE_TYPE);
        if (type.isPresent()
                && !type.equals(InstanceAttributes.value(machine.attributes(), InstanceAttributes.INSTANCE_TYPE))) {
            throw ApiError.client("Container instance type changes are not supported. Container instance " + before.id()
                            + " was previously registered as " + type.get() + ".")
                    .thrown();
        }
        List<Attribute> attributes = CustomAttributes.keeping(before.attributes(), machine.attributes());
        return before.registeredAgain(
                machine.ec2InstanceId().orElse(before.ec2InstanceId()), machine.total(), attributes);
    }
}
