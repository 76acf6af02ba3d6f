package io.argosy.batch.jobs;

import io.argosy.batch.resources.JobDefinition;
import io.argosy.model.AccountRegion;
import io.argosy.model.TaskDefinition;

/// The ECS task definition that a revision of a job definition runs as, registered when it is first needed.
@FunctionalInterface
public interface RegisteredTasks {
    TaskDefinition of(AccountRegion realm, JobDefinition definition);
}
