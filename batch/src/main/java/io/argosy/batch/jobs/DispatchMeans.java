package io.argosy.batch.jobs;

import io.argosy.control.AssumableRoles;
import io.argosy.control.Clusters;
import io.argosy.control.TaskLauncher;
import io.argosy.jobqueues.definitions.EcsTaskDefinitions;
import io.argosy.jobqueues.queues.LeavingQueues;
import java.time.InstantSource;

/// What jobs are dispatched with. `turn` is shared with the operations that end waiting jobs.
record DispatchMeans(
        Clusters clusters,
        TaskLauncher launcher,
        AssumableRoles roles,
        EcsTaskDefinitions definitions,
        LeavingQueues leaving,
        JobSettings settings,
        JobTurn turn,
        InstantSource clock) {}
