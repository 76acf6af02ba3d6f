package io.argosy.agent.tasks;

import io.argosy.wire.acs.AcsTask;

/// The engine as supervisors know it: it carries out a step and says what became of the container.
interface StepExecutor {
    /// Carries out the execution's step for the container and answers what it is afterwards.
    ContainerState perform(StepExecution execution, TaskRecord task, ContainerRecord container)
            throws InterruptedException;

    /// Gives back what was set up for the task as a whole. It is over.
    void release(AcsTask task);
}
