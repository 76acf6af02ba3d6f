package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribeRegistryRequest;
import io.argosy.shapes.ecr.DescribeRegistryResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ReplicationConfiguration;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeRegistry`: the registry's id, and that it sends its images nowhere.
public final class DescribeRegistry implements Operation<DescribeRegistryRequest, DescribeRegistryResponse> {
    @Override
    public OperationModel<DescribeRegistryRequest, DescribeRegistryResponse> model() {
        return Ecr.DESCRIBE_REGISTRY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeRegistryRequest request) {
        return List.of(Permission.on("ecr:DescribeRegistry"));
    }

    @Override
    public DescribeRegistryResponse handle(Caller caller, DescribeRegistryRequest request) {
        return DescribeRegistryResponse.builder()
                .registryId(caller.realm().account())
                .replicationConfiguration(
                        ReplicationConfiguration.builder().rules(List.of()).build())
                .build();
    }
}
