package io.argosy.services;

import io.argosy.control.References;
import io.argosy.model.DeploymentId;
import io.argosy.model.ServiceName;
import io.argosy.model.TaskSet;
import io.argosy.state.Transaction;

/// Finds the task set that an operation is about.
final class TaskSets {
    private TaskSets() {}

    static TaskSet known(Transaction tx, ServiceName service, DeploymentId id) {
        return tx.state().taskSet(service, id).orElseThrow(References::unknownTaskSet);
    }

    /// One that is not on its way out.
    static TaskSet found(Transaction tx, ServiceName service, DeploymentId id) {
        TaskSet set = known(tx, service, id);
        if (set.status() == TaskSet.Status.DRAINING) {
            throw ServiceRules.invalid("The task set " + id + " is DRAINING.");
        }
        return set;
    }
}
