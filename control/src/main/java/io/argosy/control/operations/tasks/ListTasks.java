package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.ListTasksResponse;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/// `ListTasks`: the ARNs of the tasks that pass every filter given (ecs-semantics 5.8). The status filter is about what
/// is wanted, not about what is.
public final class ListTasks implements Operation<ListTasksRequest, ListTasksResponse> {
    private static final List<String> WANTED = List.of("RUNNING", "PENDING", "STOPPED");
    private static final List<String> LAUNCH_TYPES = List.of("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES");

    private final Clusters clusters;

    public ListTasks(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<ListTasksRequest, ListTasksResponse> model() {
        return Ecs.LIST_TASKS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTasksRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return List.of(requested.inCluster(
                "ecs:ListTasks",
                requested.containerInstance(request.containerInstance().orElse(""))));
    }

    @Override
    public ListTasksResponse handle(Caller caller, ListTasksRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        check(request);
        Predicate<Task> filter = filter(request, scope);
        List<Task> found = candidates(request, scope, scope.store().read()).stream()
                .filter(filter)
                .toList();
        Page<Task> page = Pages.page(
                found,
                Task::key,
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListTasksResponse.builder()
                .taskArns(page.items().stream()
                        .map(task -> scope.arns().task(scope.name(), task.id()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void check(ListTasksRequest request) {
        boolean others = request.family().isPresent()
                || request.serviceName().isPresent()
                || request.containerInstance().isPresent();
        if (request.startedBy().isPresent() && others) {
            throw invalid("startedBy must be the only filter you specify.");
        }
        if (request.desiredStatus().stream().anyMatch(status -> !WANTED.contains(status))) {
            throw invalid("desired status should be one of [RUNNING,PENDING,STOPPED]");
        }
        if (request.launchType().stream().anyMatch(type -> !LAUNCH_TYPES.contains(type))) {
            throw invalid("launch type should be one of [EC2,FARGATE,EXTERNAL]");
        }
        if (request.daemonName().isPresent()) {
            throw invalid("Daemon not found.");
        }
    }

    /// In the order of their ids, from the narrowest index there is.
    private static Collection<Task> candidates(ListTasksRequest request, ClusterScope scope, ClusterState state) {
        if (request.serviceName().isPresent()) {
            ServiceName service = References.service(request.serviceName().get(), scope);
            if (state.service(service).isEmpty()) {
                throw new ApiError("ServiceNotFoundException", "Service not found.").thrown();
            }
            return state.tasksOf(service);
        }
        if (request.containerInstance().isPresent()) {
            ContainerInstanceId id =
                    References.containerInstance(request.containerInstance().get(), scope);
            if (state.instance(id).isEmpty()) {
                throw invalid("The referenced container instance was not found.");
            }
            return state.tasksOn(id);
        }
        return state.tasks();
    }

    private static Predicate<Task> filter(ListTasksRequest request, ClusterScope scope) {
        Predicate<Task> filter = wanted(request.desiredStatus().orElse("RUNNING"));
        if (request.family().isPresent()) {
            String family = request.family().get();
            filter = filter.and(task -> task.definition().family().equals(family));
        }
        if (request.startedBy().isPresent()) {
            String startedBy = request.startedBy().get();
            filter = filter.and(task -> task.owner().startedBy().equals(startedBy));
        }
        if (request.launchType().isPresent()) {
            String type = request.launchType().get();
            filter = filter.and(task -> task.launchType().name().equals(type));
        }
        if (request.containerInstance().isPresent()) {
            ContainerInstanceId on =
                    References.containerInstance(request.containerInstance().get(), scope);
            filter = filter.and(task -> task.placedOn().filter(on::equals).isPresent());
        }
        return filter;
    }

    private static Predicate<Task> wanted(String status) {
        return switch (status) {
            case "RUNNING" -> task -> task.state().wanted();
            case "STOPPED" -> task -> !task.state().wanted();
            default -> _ -> false;
        };
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
