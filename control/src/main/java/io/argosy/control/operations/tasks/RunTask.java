package io.argosy.control.operations.tasks;

import io.argosy.control.AssumableRoles;
import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.RequestedArns;
import io.argosy.control.TaskDefinitions;
import io.argosy.control.TaskLauncher;
import io.argosy.control.TaskShape;
import io.argosy.launches.Capacity;
import io.argosy.launches.Fargate;
import io.argosy.launches.LaunchRules;
import io.argosy.launches.NetworkRules;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.LaunchType;
import io.argosy.model.OwnTags;
import io.argosy.model.Owner;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskId;
import io.argosy.model.TaskRetry;
import io.argosy.planning.Constraints;
import io.argosy.planning.Decision;
import io.argosy.planning.Strategies;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `RunTask`: makes up to ten tasks and places each where the constraints allow and the strategies prefer. Those that
/// find no room wait if their capacity provider has instances made for them, and are failures beside the others if it
/// has not (ecs-semantics 5.5, 5.6).
public final class RunTask implements Operation<RunTaskRequest, RunTaskResponse> {
    private static final int MOST = 10;

    private final Clusters clusters;
    private final TaskLauncher launch;
    private final AssumableRoles roles;
    private final Fargate fargate;
    private final RunTokens tokens;

    public RunTask(Clusters clusters, TaskLauncher launch, AssumableRoles roles, Fargate fargate, RunTokens tokens) {
        this.clusters = clusters;
        this.launch = launch;
        this.roles = roles;
        this.fargate = fargate;
        this.tokens = tokens;
    }

    @Override
    public OperationModel<RunTaskRequest, RunTaskResponse> model() {
        return Ecs.RUN_TASK;
    }

    @Override
    public List<Permission> permissions(Caller caller, RunTaskRequest request) {
        var needed = new LaunchPermissions(
                RequestedArns.of(caller, request.cluster()),
                clusters.account(caller.realm()).read(),
                request.taskDefinition());
        return needed.with(needed.launch("ecs:RunTask"), request.overrides(), request.tags());
    }

    @Override
    public RunTaskResponse handle(Caller caller, RunTaskRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        RunTokens.check(request);
        Optional<List<TaskId>> before =
                tokens.tasksOf(request, scope, scope.store().read());
        if (before.isPresent()) {
            return repeated(before.get(), scope, scope.store().read());
        }
        int count = count(request);
        PreparedLaunch prepared = PreparedLaunch.of(request(request, scope, fargate));
        roles.require(prepared.what());
        Launched launched = scope.store().write(tx -> run(request, prepared, count, tx));
        return launched.before()
                .map(tasks -> repeated(tasks, scope, launched.state()))
                .orElseGet(() -> answer(caller, launched, prepared.what()));
    }

    private static int count(RunTaskRequest request) {
        int count = request.count().orElse(1);
        if (count < 1 || count > MOST) {
            throw LaunchRules.invalid("count should be between 1 and " + MOST);
        }
        return count;
    }

    /// What a request asks for, refused where it is not good.
    public static LaunchRequest request(RunTaskRequest request, ClusterScope scope, Fargate fargate) {
        TaskDefinition definition = TaskDefinitions.active(scope.account(), request.taskDefinition());
        var content = definition.content();
        List<CapacityProviderStrategyItem> providers =
                request.capacityProviderStrategy().orElse(List.of());
        LaunchRules.launchType(request.launchType(), providers);
        Capacity capacity = fargate.capacity(request.launchType(), providers, content, scope.providers());
        Fargate.platform(capacity, request.platformVersion());
        Optional<AwsVpcConfiguration> network = NetworkRules.checked(
                content, request.networkConfiguration(), capacity.type().name());
        LaunchRules.volumes(content, request.volumeConfigurations().orElse(List.of()));
        TaskOverride overrides = LaunchOverrides.checked(request.overrides(), content, scope.arns());
        Fargate.size(capacity, content, overrides);
        LaunchRules.devices(content, overrides);
        LaunchRules.accelerators(overrides);
        boolean executable = request.enableExecuteCommand().orElse(false);
        LaunchRules.executeCommand(executable, content, overrides);
        Owner owner = LaunchRules.owner(request.group(), definition.id().family(), request.startedBy());
        List<PlacementConstraint> constraints = request.placementConstraints().orElse(List.of());
        List<PlacementStrategy> strategies = request.placementStrategy().orElse(List.of());
        Fargate.placement(capacity, constraints, strategies);
        Constraints.refusal(content.placementConstraints().orElse(List.of()), constraints)
                .or(() -> Strategies.refusal(strategies))
                .ifPresent(text -> {
                    throw LaunchRules.invalid(text);
                });
        return new LaunchRequest(
                scope,
                definition,
                owner,
                capacity,
                overrides,
                LaunchTags.of(
                        request.tags(),
                        request.propagateTags(),
                        request.enableECSManagedTags().orElse(false),
                        definition,
                        scope),
                executable,
                constraints,
                Strategies.normalised(strategies),
                network,
                Map.of());
    }

    /// What a write came to. The answer is made of it once everyone else may write again.
    private record Launched(
            Optional<List<TaskId>> before, List<Task> tasks, List<Decision.NoRoom> failed, ClusterState state) {}

    private Launched run(RunTaskRequest request, PreparedLaunch prepared, int count, Transaction tx) {
        ClusterScope scope = prepared.what().scope();
        Optional<List<TaskId>> before = tokens.tasksOf(request, scope, tx.state());
        if (before.isPresent()) {
            return new Launched(before, List.of(), List.of(), tx.state());
        }
        boolean anyInstance = prepared.what().launchType() != LaunchType.FARGATE
                && prepared.what().capacity().strategy().isEmpty();
        if (anyInstance && tx.state().loads().stream().noneMatch(RunTask::active)) {
            throw LaunchRules.invalid("No Container Instances were found in your cluster.");
        }
        List<Task> tasks = new ArrayList<>();
        List<Decision.NoRoom> failed = new ArrayList<>();
        while (tasks.size() + failed.size() < count) {
            switch (launch.place(tx, prepared, tasks)) {
                case TaskLauncher.Result.Placed(Task task) -> made(tx, task, request, tasks);
                case TaskLauncher.Result.Waits(Task task, var _) -> made(tx, task, request, tasks);
                case TaskLauncher.Result.TooManyWait _ ->
                    throw ApiError.client("The cluster has " + TaskLauncher.MOST_WAITING
                                    + " tasks in the PROVISIONING state already, the most it can have.")
                            .thrown();
                // Nothing changes between here and the next try: the rest fails alike.
                case TaskLauncher.Result.NoRoom(var why) ->
                    failed.addAll(Collections.nCopies(count - tasks.size(), why));
            }
        }
        tokens.remember(request, tasks, tx);
        return new Launched(before, tasks, failed, tx.state());
    }

    private static void made(Transaction tx, Task task, RunTaskRequest request, List<Task> tasks) {
        tasks.add(task);
        if (OwnTags.retries(task.tags()) > 0) {
            tx.add(TaskRetry.first(task, request));
        }
    }

    /// A cluster whose instances all drain has none that a task could be tried on.
    private static boolean active(InstanceLoad load) {
        return load.instance().status() == ContainerInstance.Status.ACTIVE;
    }

    /// The tasks of the first time as they are by now. Of one that is no longer remembered there is left that it was.
    private static RunTaskResponse repeated(List<TaskId> ids, ClusterScope scope, ClusterState state) {
        return RunTaskResponse.builder()
                .tasks(ids.stream()
                        .map(id -> state.task(id)
                                .map(task -> TaskShape.of(task, scope, state, true))
                                .orElseGet(() -> TaskShape.forgotten(id, scope)))
                        .toList())
                .failures(List.of())
                .build();
    }

    private static RunTaskResponse answer(Caller caller, Launched launched, LaunchRequest what) {
        return RunTaskResponse.builder()
                .tasks(launched.tasks().stream()
                        .map(task -> TaskShape.of(task, what.scope(), launched.state(), true))
                        .toList())
                .failures(launched.failed().stream()
                        .map(why -> PlacementFailure.failure(why, what, caller))
                        .toList())
                .build();
    }
}
