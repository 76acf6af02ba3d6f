package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.CommonKeys;
import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.ListTasksResponse;
import io.argosy.state.ClusterState;
import io.argosy.state.Keys;
import io.argosy.state.Table;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Page<String> page = Pages.page(
                found(request, scope),
                Pages.Size.HUNDRED,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListTasksResponse.builder()
                .taskArns(page.items().stream()
                        .map(id -> scope.arns().task(scope.name(), new TaskId(id)))
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

    /// The ids that stand under the word of each filter.
    private static Listing<String> found(ListTasksRequest request, ClusterScope scope) {
        ClusterState state = scope.store().read();
        Table<Task> tasks = state.table(Task.KIND);
        String desired = request.desiredStatus().orElse("RUNNING");
        boolean live = desired.equals("RUNNING");
        List<Keys> filters = new ArrayList<>();
        filters.add(tasks.keys(Task.BY_DESIRED, desired));
        service(request, scope, state)
                .map(name -> tasks.keys(live ? Task.LIVE_BY_SERVICE : Task.BY_SERVICE, name.value()))
                .ifPresent(filters::add);
        instance(request, scope, state)
                .map(id -> tasks.keys(live ? Task.LIVE_BY_INSTANCE : Task.BY_INSTANCE, id.value()))
                .ifPresent(filters::add);
        request.family()
                .map(family -> tasks.keys(Task.BY_FAMILY, Task.word(desired, family)))
                .ifPresent(filters::add);
        request.startedBy()
                .map(startedBy -> tasks.keys(Task.BY_STARTED_BY, Task.word(desired, startedBy)))
                .ifPresent(filters::add);
        request.launchType()
                .map(type -> tasks.keys(Task.BY_DESIRED, Task.word(desired, type)))
                .ifPresent(filters::add);
        return CommonKeys.of(filters);
    }

    private static Optional<ServiceName> service(ListTasksRequest request, ClusterScope scope, ClusterState state) {
        Optional<ServiceName> service = request.serviceName().map(given -> References.service(given, scope));
        if (service.isPresent() && state.service(service.get()).isEmpty()) {
            throw new ApiError("ServiceNotFoundException", "Service not found.").thrown();
        }
        return service;
    }

    private static Optional<ContainerInstanceId> instance(
            ListTasksRequest request, ClusterScope scope, ClusterState state) {
        Optional<ContainerInstanceId> instance =
                request.containerInstance().map(given -> References.containerInstance(given, scope));
        if (instance.isPresent() && state.instance(instance.get()).isEmpty()) {
            throw invalid("The referenced container instance was not found.");
        }
        return instance;
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
