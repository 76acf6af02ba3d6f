package io.argosy.services;

import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.wire.Operation;
import java.util.List;
import java.util.function.Supplier;

/// The operations on services.
public final class ServiceOperations {
    private ServiceOperations() {}

    /// `ids` gives 32 random hex digits each time.
    public static List<Operation<?, ?>> all(Clusters clusters, ControlSettings settings, Supplier<String> ids) {
        return List.of(
                new CreateService(
                        clusters, new ServiceTokens(settings.retention().tokens()), settings.fargate(), ids),
                new UpdateService(clusters, settings.fargate(), ids),
                new DeleteService(clusters),
                new DescribeServices(clusters),
                new ListServices(clusters),
                new DescribeServiceDeployments(clusters),
                new ListServiceDeployments(clusters),
                new StopServiceDeployment(clusters),
                new DescribeServiceRevisions(clusters),
                new CreateTaskSet(clusters, settings.retention().tokens(), settings.fargate(), ids),
                new UpdateTaskSet(clusters),
                new DeleteTaskSet(clusters),
                new DescribeTaskSets(clusters),
                new UpdateServicePrimaryTaskSet(clusters));
    }
}
