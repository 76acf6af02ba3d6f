package io.argosy.batch.jobs;

import io.argosy.jobqueues.definitions.TaskDefinitionForm;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.TaskId;
import io.argosy.shapes.batch.LogConfiguration;
import java.util.Map;
import java.util.Optional;

/// Where what a job's containers write is to be found (batch-semantics 10.2); nowhere for other log drivers.
final class JobLogs {
    private static final String AWSLOGS = "awslogs";

    private JobLogs() {}

    static Optional<String> stream(
            JobDefinition definition, Optional<LogConfiguration> logs, String container, TaskId task) {
        if (logs.filter(given -> !given.logDriver().equals(AWSLOGS)).isPresent()) {
            return Optional.empty();
        }
        String prefix = logs.flatMap(LogConfiguration::options)
                .orElse(Map.of())
                .getOrDefault("awslogs-stream-prefix", TaskDefinitionForm.usualStreamPrefix(definition.name()));
        return Optional.of(prefix + "/" + container + "/" + task);
    }
}
