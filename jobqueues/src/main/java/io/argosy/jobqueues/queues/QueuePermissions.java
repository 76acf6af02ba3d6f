package io.argosy.jobqueues.queues;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.shapes.batch.ComputeEnvironmentOrder;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What an action on a queue needs.
final class QueuePermissions {
    private QueuePermissions() {}

    static Permission on(String action, BatchState state, String nameOrArn) {
        return BatchPermissions.on(
                action,
                state.arns().asNamed(BatchArns.QUEUE, nameOrArn),
                state.queue(nameOrArn).map(JobQueue::tags).orElse(Map.of()));
    }

    /// The same action on what the queue is to work with.
    static Stream<Permission> named(
            String action,
            BatchArns arns,
            Optional<List<ComputeEnvironmentOrder>> environments,
            Optional<String> policy) {
        return Stream.concat(
                        environments.orElse(List.of()).stream()
                                .map(entry -> arns.asNamed(BatchArns.ENVIRONMENT, entry.computeEnvironment())),
                        policy.stream().map(arn -> arns.asNamed(BatchArns.POLICY, arn)))
                .distinct()
                .map(arn -> Permission.on("batch:" + action, arn));
    }
}
