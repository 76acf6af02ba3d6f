package io.argosy.control.operations.instances;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.wire.Operation;
import java.util.List;
import java.util.function.Supplier;

/// The operations on container instances and their attributes, and those by which agents join.
public final class InstanceOperations {
    private InstanceOperations() {}

    public static List<Operation<?, ?>> all(
            Clusters clusters, ControlSettings settings, TaskSubnets subnets, Supplier<String> ids) {
        return List.of(
                new RegisterContainerInstance(clusters, subnets, ids),
                new DeregisterContainerInstance(clusters),
                new DescribeContainerInstances(clusters),
                new ListContainerInstances(clusters),
                new UpdateContainerInstancesState(clusters),
                new PutAttributes(clusters),
                new DeleteAttributes(clusters),
                new ListAttributes(clusters),
                new DiscoverPollEndpoint(settings));
    }
}
