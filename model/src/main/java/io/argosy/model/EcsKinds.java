package io.argosy.model;

import java.util.List;

/// The kinds of entities that are ECS's own nouns, those that say who may join a cluster, and cursors.
public final class EcsKinds {
    public static final List<Kind<?>> ALL = List.of(
            AgentKey.KIND,
            AwaitedPlacement.KIND,
            CapacityProvider.KIND,
            ClientToken.KIND,
            Cluster.KIND,
            ContainerInstance.KIND,
            Cursor.KIND,
            ElasticNetworkInterface.KIND,
            JoinToken.KIND,
            ScalingReport.KIND,
            Service.KIND,
            ServiceDeployment.KIND,
            ServiceEvent.KIND,
            ServiceRevision.KIND,
            ServiceTally.KIND,
            Setting.KIND,
            Task.KIND,
            TaskDefinition.KIND,
            TaskDefinitionFamily.KIND,
            TaskRetry.KIND,
            TaskSet.KIND,
            TaskSubnet.KIND);

    private EcsKinds() {}
}
