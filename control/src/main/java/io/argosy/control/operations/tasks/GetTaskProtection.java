package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.GetTaskProtectionRequest;
import io.argosy.shapes.ecs.GetTaskProtectionResponse;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/// `GetTaskProtection`: until when tasks are protected; without any named, those of the cluster that are.
public final class GetTaskProtection implements Operation<GetTaskProtectionRequest, GetTaskProtectionResponse> {
    private static final int MOST = 100;

    private final Clusters clusters;
    private final InstantSource clock;

    public GetTaskProtection(Clusters clusters, InstantSource clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    @Override
    public OperationModel<GetTaskProtectionRequest, GetTaskProtectionResponse> model() {
        return Ecs.GET_TASK_PROTECTION;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetTaskProtectionRequest request) {
        return Protections.permissions(
                "ecs:GetTaskProtection",
                RequestedArns.of(caller, request.cluster()),
                request.tasks().orElse(List.of()));
    }

    @Override
    public GetTaskProtectionResponse handle(Caller caller, GetTaskProtectionRequest request) {
        List<String> named = request.tasks().orElse(List.of());
        Protections.atMost(MOST, named);
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        ClusterState state = scope.store().read();
        var protections = new Protections(scope, clock.instant());
        List<TaskId> asked = named.isEmpty()
                ? protectedNow(state)
                : named.stream()
                        .map(reference -> References.task(reference, scope))
                        .distinct()
                        .toList();
        asked.forEach(id -> protections.valid(state, id).ifPresent(protections::add));
        return GetTaskProtectionResponse.builder()
                .protectedTasks(protections.told())
                .failures(protections.failures())
                .build();
    }

    private List<TaskId> protectedNow(ClusterState state) {
        return state.tasks().stream()
                .filter(task -> task.state().wanted()
                        && task.protectedUntil(clock.instant()).isPresent())
                .map(Task::id)
                .sorted(Comparator.comparing(TaskId::value))
                .toList();
    }
}
