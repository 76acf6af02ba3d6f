package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.TaskDefinitions;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeTaskDefinition`: one revision in any status, or the newest ACTIVE one of a family (ecs-semantics 4.7).
public final class DescribeTaskDefinition
        implements Operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> {
    private final Clusters clusters;

    public DescribeTaskDefinition(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> model() {
        return Ecs.DESCRIBE_TASK_DEFINITION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeTaskDefinitionRequest request) {
        return List.of(Permission.on("ecs:DescribeTaskDefinition"));
    }

    @Override
    public DescribeTaskDefinitionResponse handle(Caller caller, DescribeTaskDefinitionRequest request) {
        TaskDefinition definition = TaskDefinitions.find(
                        clusters.account(caller.realm()).read(), request.taskDefinition())
                .orElseThrow(() -> TaskDefinitions.undescribed(caller.realm(), request.taskDefinition()));
        boolean tags = request.include().orElse(List.of()).contains("TAGS");
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(definition.content())
                .tags(tags ? Optional.of(definition.tags()) : Optional.empty())
                .build();
    }
}
