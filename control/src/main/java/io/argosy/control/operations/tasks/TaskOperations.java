package io.argosy.control.operations.tasks;

import io.argosy.control.AssumableRoles;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.control.TaskLauncher;
import io.argosy.wire.Operation;
import java.time.InstantSource;
import java.util.List;

/// The operations on tasks, those of their agents included.
public final class TaskOperations {
    private TaskOperations() {}

    /// Where nobody knows of roles, tasks can have any.
    public static List<Operation<?, ?>> all(
            Clusters clusters, TaskLauncher launch, ControlSettings settings, InstantSource clock) {
        return all(clusters, launch, AssumableRoles.ALL, settings, clock);
    }

    public static List<Operation<?, ?>> all(
            Clusters clusters,
            TaskLauncher launch,
            AssumableRoles roles,
            ControlSettings settings,
            InstantSource clock) {
        return List.of(
                new RunTask(clusters, launch, roles, settings.fargate(), new RunTokens(settings, clock)),
                new StartTask(clusters, launch, roles),
                new StopTask(clusters),
                new DescribeTasks(clusters),
                new ListTasks(clusters),
                new GetTaskProtection(clusters, clock),
                new UpdateTaskProtection(clusters),
                new SubmitTaskStateChange(clusters),
                new SubmitContainerStateChange(clusters),
                new SubmitAttachmentStateChanges(clusters));
    }
}
