package io.argosy.control.operations.taskdefinitions;

import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.planning.Constraints;
import io.argosy.taskdefinitions.TaskDefinitionParser;
import io.argosy.wire.Operation;
import java.util.List;

/// The operations on task definitions.
public final class TaskDefinitionOperations {
    private TaskDefinitionOperations() {}

    public static List<Operation<?, ?>> all(Clusters clusters, ControlSettings settings) {
        return List.of(
                new RegisterTaskDefinition(
                        clusters,
                        new TaskDefinitionParser(
                                settings.endpoint().getAuthority(), settings.policy(), Constraints::definitionRefusal)),
                new DescribeTaskDefinition(clusters),
                new ListTaskDefinitions(clusters),
                new ListTaskDefinitionFamilies(clusters),
                new DeregisterTaskDefinition(clusters),
                new DeleteTaskDefinitions(clusters));
    }
}
