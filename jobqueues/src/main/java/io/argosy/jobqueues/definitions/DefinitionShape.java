package io.argosy.jobqueues.definitions;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import java.util.Map;

/// A job definition as replies show it.
final class DefinitionShape {
    private DefinitionShape() {}

    static io.argosy.shapes.batch.JobDefinition of(JobDefinition definition, BatchArns arns) {
        RegisterJobDefinitionRequest asked = definition.configuration();
        return Alike.as(
                        io.argosy.shapes.batch.JobDefinition.STRUCTURE,
                        asked,
                        Map.of(
                                "jobDefinitionArn",
                                arns.definition(definition.key()),
                                "revision",
                                definition.revision()))
                .toBuilder()
                .status(definition.active() ? "ACTIVE" : "INACTIVE")
                .tags(definition.tags())
                .containerOrchestrationType("ECS")
                .build();
    }
}
