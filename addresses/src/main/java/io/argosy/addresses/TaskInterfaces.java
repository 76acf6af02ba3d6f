package io.argosy.addresses;

import io.argosy.model.ClusterEntity;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ElasticNetworkInterface;
import io.argosy.model.Ids;
import io.argosy.model.TaskId;
import io.argosy.model.TaskSubnet;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Gives each task of network mode `awsvpc` the next address of its instance's subnet that nobody has, in the write
/// that places it. An address is had for as long as something of its task may run: until its agent said that the task
/// stopped, or that one which was given up is over.
public final class TaskInterfaces {
    /// The first address names the subnet and the second is its instance's own.
    private static final int FIRST = 2;

    private TaskInterfaces() {}

    /// Nothing when the instance has no subnet or no address is left in it. `subnet` is what the task asked for.
    public static Optional<ElasticNetworkInterface> give(
            Transaction tx, TaskId task, ContainerInstanceId on, String subnet, Supplier<String> ids) {
        Optional<TaskSubnet> known = tx.state().table(TaskSubnet.KIND).get(on.value());
        return known.flatMap(had -> free(tx.state(), had)).map(offset -> {
            TaskSubnet had = known.get();
            var network = new ElasticNetworkInterface(
                    task,
                    on,
                    "eni-" + ids.get().substring(15),
                    Ids.dashed(ids.get()),
                    subnet,
                    had.range(),
                    had.addresses().at(offset));
            tx.add(network);
            tx.update(had.afterGiving(offset));
            return network;
        });
    }

    public static boolean anyLeft(ClusterState state, ContainerInstanceId on) {
        return state.table(TaskSubnet.KIND)
                .get(on.value())
                .flatMap(subnet -> free(state, subnet))
                .isPresent();
    }

    private static Optional<Integer> free(ClusterState state, TaskSubnet subnet) {
        int end = (int) subnet.addresses().size() - 1;
        for (int i = 0; i < end - FIRST; i++) {
            int offset = FIRST + Math.floorMod(subnet.last() + 1 - FIRST + i, end - FIRST);
            if (isFree(state, subnet, offset)) {
                return Optional.of(offset);
            }
        }
        return Optional.empty();
    }

    private static boolean isFree(ClusterState state, TaskSubnet subnet, int offset) {
        String address = subnet.addresses().at(offset);
        return state.table(ElasticNetworkInterface.KIND).under(ElasticNetworkInterface.BY_ADDRESS, address).stream()
                .noneMatch(network -> had(state, network));
    }

    /// Whether something may still run that has this address.
    static boolean had(ClusterState state, ElasticNetworkInterface network) {
        boolean runs = state.task(network.task())
                .filter(task -> !task.state().stopped())
                .isPresent();
        boolean lost = state.instance(network.instance())
                .filter(instance -> instance.registered() && instance.lost(network.task()))
                .isPresent();
        return runs || lost;
    }

    public static Optional<ElasticNetworkInterface> of(ClusterState state, TaskId task) {
        return state.table(ElasticNetworkInterface.KIND).get(task.value());
    }

    /// What nobody needs to know any more: interfaces of tasks that are forgotten, subnets of instances that are.
    public static Stream<ClusterEntity> forgotten(ClusterState state) {
        return Stream.concat(
                state.table(ElasticNetworkInterface.KIND).values().stream()
                        .filter(network -> state.task(network.task()).isEmpty() && !had(state, network)),
                state.table(TaskSubnet.KIND).values().stream()
                        .filter(subnet -> state.instance(subnet.instance()).isEmpty()));
    }
}
