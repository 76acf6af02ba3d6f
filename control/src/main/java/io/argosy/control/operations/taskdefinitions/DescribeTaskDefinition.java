package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.TaskDefinitions;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DescribeTaskDefinitionRequest;
import io.argosy.shapes.ecs.DescribeTaskDefinitionResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeTaskDefinition`: one revision, whatever its status; a bare family means its newest ACTIVE one.
public final class DescribeTaskDefinition
        implements Operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> {
    private final Clusters clusters;

    DescribeTaskDefinition(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> model() {
        return Ecs.DESCRIBE_TASK_DEFINITION;
    }

    @Override
    public Permission permission(DescribeTaskDefinitionRequest request) {
        return Permission.on("ecs:DescribeTaskDefinition");
    }

    @Override
    public DescribeTaskDefinitionResponse handle(Caller caller, DescribeTaskDefinitionRequest request) {
        List<String> include = request.include().orElse(List.of());
        if (!List.of("TAGS").containsAll(include)) {
            throw ApiError.invalidParameter("include should be one of [TAGS]").thrown();
        }
        TaskDefinition definition = TaskDefinitions.find(
                        clusters.account(caller.realm()).read(), request.taskDefinition())
                .orElseThrow(() ->
                        ApiError.client("Unable to describe task definition.").thrown());
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(definition.content())
                .tags(include.isEmpty() ? List.of() : definition.tags())
                .build();
    }
}
