package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateTaskProtectionRequest;
import io.argosy.shapes.ecs.UpdateTaskProtectionResponse;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `UpdateTaskProtection`: keeps tasks of services from scale-in and deployments for a while, or no longer. The service
/// reconciler heeds it; whoever stops a task by its name, a failing health check and a lost instance do not.
public final class UpdateTaskProtection
        implements Operation<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse> {
    private static final int MOST = 10;
    private static final int LONGEST_MINUTES = 2880;
    private static final int USUAL_MINUTES = 120;

    private final Clusters clusters;

    public UpdateTaskProtection(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse> model() {
        return Ecs.UPDATE_TASK_PROTECTION;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateTaskProtectionRequest request) {
        return Protections.permissions(
                "ecs:UpdateTaskProtection", RequestedArns.of(caller, request.cluster()), request.tasks());
    }

    @Override
    public UpdateTaskProtectionResponse handle(Caller caller, UpdateTaskProtectionRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        List<TaskId> ids = tasks(request, scope);
        Optional<Duration> length = length(request);
        return scope.store().write(tx -> {
            var protections = new Protections(scope, tx.now());
            for (TaskId id : ids) {
                protections.valid(tx.state(), id).ifPresent(task -> protect(tx, task, length, protections));
            }
            return UpdateTaskProtectionResponse.builder()
                    .protectedTasks(protections.told())
                    .failures(protections.failures())
                    .build();
        });
    }

    private static List<TaskId> tasks(UpdateTaskProtectionRequest request, ClusterScope scope) {
        if (request.tasks().isEmpty()) {
            throw ApiError.invalidParameter("Tasks cannot be empty.").thrown();
        }
        Protections.atMost(MOST, request.tasks());
        return request.tasks().stream()
                .map(reference -> References.task(reference, scope))
                .distinct()
                .toList();
    }

    /// Nothing for a request that ends a protection.
    private static Optional<Duration> length(UpdateTaskProtectionRequest request) {
        int minutes = request.expiresInMinutes().orElse(USUAL_MINUTES);
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw ApiError.invalidParameter("expiresInMinutes must be between 1 and " + LONGEST_MINUTES + ".")
                    .thrown();
        }
        return request.protectionEnabled() ? Optional.of(Duration.ofMinutes(minutes)) : Optional.empty();
    }

    private static void protect(Transaction tx, Task task, Optional<Duration> length, Protections protections) {
        boolean fresh = length.isPresent() && task.protectedUntil(tx.now()).isEmpty();
        Optional<String> blocked = fresh ? blocked(tx.state(), task, tx.now()) : Optional.empty();
        if (blocked.isPresent()) {
            protections.blocked(task, blocked.get());
            return;
        }
        Task changed = task.withProtection(length.map(tx.now()::plus));
        tx.update(changed);
        protections.add(changed);
    }

    /// While a deployment is under way, no more tasks are protected than the service is to have: it could never end.
    private static Optional<String> blocked(ClusterState state, Task task, Instant now) {
        if (!(task.owner() instanceof Owner.OfService(var name, var _))) {
            return Optional.empty();
        }
        Service service = state.service(name).orElseThrow();
        long already = state.liveOf(name).stream()
                .filter(other ->
                        other.state().wanted() && other.protectedUntil(now).isPresent())
                .count();
        return service.deployments().size() > 1 && already >= service.desiredCount()
                ? Optional.of("The number of protected tasks would be more than the desired count of "
                        + service.desiredCount() + " during a deployment.")
                : Optional.empty();
    }
}
