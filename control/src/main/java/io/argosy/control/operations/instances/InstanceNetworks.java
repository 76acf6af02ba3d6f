package io.argosy.control.operations.instances;

import io.argosy.addresses.TaskInterfaces;
import io.argosy.addresses.TaskSubnets;
import io.argosy.control.InstanceAttributes;
import io.argosy.model.AddressRange;
import io.argosy.model.ApiError;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.TaskSubnet;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The subnet an instance gets with its registration, if its agent can give tasks addresses; it keeps it for life.
record InstanceNetworks(TaskSubnets subnets) {
    private static final Logger log = LoggerFactory.getLogger(InstanceNetworks.class);
    private static final String TASK_INTERFACES = "ecs.capability.task-eni";

    /// Registers with a subnet promised to an instance that will need one.
    <R> R with(
            InstanceRegistration machine,
            Optional<ContainerInstanceId> claimed,
            ClusterState state,
            Function<Optional<AddressRange>, R> registration) {
        boolean has = claimed.flatMap(id -> kept(state, id)).isPresent();
        Optional<String> host = InstanceAttributes.value(machine.attributes(), TaskSubnet.HOST_ATTRIBUTE);
        host.ifPresent(InstanceNetworks::check);
        boolean needs = host.isPresent() && !has;
        Optional<AddressRange> promised = needs ? subnets.promise() : Optional.empty();
        if (needs && promised.isEmpty()) {
            log.warn("no subnet is left for the tasks of one more instance: make addresses.pool larger");
        }
        try {
            return registration.apply(promised);
        } finally {
            promised.ifPresent(subnets::settle);
        }
    }

    /// All agents are told it.
    private static void check(String host) {
        try {
            var _ = AddressRange.address(host);
        } catch (IllegalArgumentException none) {
            throw ApiError.invalidParameter("Invalid value of attribute " + TaskSubnet.HOST_ATTRIBUTE + ": " + host)
                    .thrown();
        }
    }

    /// Writes the instance and its subnet. One that has none does not say that it can give tasks addresses.
    ContainerInstance put(Transaction tx, ContainerInstance instance, Optional<AddressRange> promised) {
        Optional<String> host = InstanceAttributes.value(instance, TaskSubnet.HOST_ATTRIBUTE);
        Optional<TaskSubnet> subnet = host.flatMap(address -> kept(tx.state(), instance.id())
                .map(known -> known.reachedAt(address))
                .or(() -> promised.map(range -> new TaskSubnet(instance.id(), range.toString(), address, 1))));
        subnet.ifPresent(tx::addOrUpdate);
        ContainerInstance able = subnet.isPresent() ? instance : without(instance);
        tx.addOrUpdate(able);
        return able;
    }

    /// One that is not of the pool any more is kept for as long as tasks have addresses in it.
    private Optional<TaskSubnet> kept(ClusterState state, ContainerInstanceId instance) {
        return state.table(TaskSubnet.KIND)
                .get(instance.value())
                .filter(known -> subnets.current(known.addresses())
                        || state.liveOn(instance).stream()
                                .anyMatch(task ->
                                        TaskInterfaces.of(state, task.id()).isPresent()));
    }

    private static ContainerInstance without(ContainerInstance instance) {
        boolean claims =
                instance.attributes().stream().anyMatch(one -> one.name().equals(TASK_INTERFACES));
        List<Attribute> rest = instance.attributes().stream()
                .filter(one -> !one.name().equals(TASK_INTERFACES))
                .toList();
        return claims ? instance.withAttributes(rest) : instance;
    }
}
