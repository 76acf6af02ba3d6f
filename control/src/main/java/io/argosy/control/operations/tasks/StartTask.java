package io.argosy.control.operations.tasks;

import io.argosy.control.AssumableRoles;
import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.Failures;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.control.TaskDefinitions;
import io.argosy.control.TaskLauncher;
import io.argosy.control.TaskShape;
import io.argosy.launches.Capacity;
import io.argosy.launches.LaunchRules;
import io.argosy.launches.NetworkRules;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.StartTaskRequest;
import io.argosy.shapes.ecs.StartTaskResponse;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.Transaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `StartTask`: one task on each instance the caller names, wherever it fits (ecs-semantics 5.6).
public final class StartTask implements Operation<StartTaskRequest, StartTaskResponse> {
    private static final int MOST = 10;

    private final Clusters clusters;
    private final TaskLauncher launch;
    private final AssumableRoles roles;

    public StartTask(Clusters clusters, TaskLauncher launch, AssumableRoles roles) {
        this.clusters = clusters;
        this.launch = launch;
        this.roles = roles;
    }

    @Override
    public OperationModel<StartTaskRequest, StartTaskResponse> model() {
        return Ecs.START_TASK;
    }

    @Override
    public List<Permission> permissions(Caller caller, StartTaskRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        var needed = new LaunchPermissions(
                requested, clusters.account(caller.realm()).read(), request.taskDefinition());
        List<String> instances = request.containerInstances().stream()
                .map(requested::containerInstance)
                .toList();
        return needed.with(
                needed.launch("ecs:StartTask").with("ecs:container-instances", instances),
                request.overrides(),
                request.tags());
    }

    @Override
    public StartTaskResponse handle(Caller caller, StartTaskRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        List<ContainerInstanceId> instances = instances(request, scope);
        LaunchRequest what = request(request, scope);
        roles.require(what);
        return scope.store().write(tx -> start(caller, instances, what, tx));
    }

    private static List<ContainerInstanceId> instances(StartTaskRequest request, ClusterScope scope) {
        if (request.containerInstances().isEmpty()) {
            throw ApiError.client("Container Instances cannot be empty.").thrown();
        }
        if (request.containerInstances().size() > MOST) {
            throw LaunchRules.invalid("Container Instances cannot have more than " + MOST + " elements.");
        }
        return request.containerInstances().stream()
                .map(reference -> References.containerInstance(reference, scope))
                .toList();
    }

    private static LaunchRequest request(StartTaskRequest request, ClusterScope scope) {
        TaskDefinition definition = TaskDefinitions.active(scope.account(), request.taskDefinition());
        var content = definition.content();
        Optional<AwsVpcConfiguration> network = NetworkRules.checked(content, request.networkConfiguration(), "EC2");
        LaunchRules.volumes(content, request.volumeConfigurations().orElse(List.of()));
        TaskOverride overrides = LaunchOverrides.checked(request.overrides(), content, scope.arns());
        LaunchRules.devices(content, overrides);
        LaunchRules.accelerators(overrides);
        boolean executable = request.enableExecuteCommand().orElse(false);
        LaunchRules.executeCommand(executable, content, overrides);
        Owner owner = LaunchRules.owner(request.group(), definition.id().family(), request.startedBy());
        return new LaunchRequest(
                scope,
                definition,
                owner,
                Capacity.EC2,
                overrides,
                LaunchTags.of(
                        request.tags(),
                        request.propagateTags(),
                        request.enableECSManagedTags().orElse(false),
                        definition,
                        scope),
                executable,
                List.of(),
                List.of(),
                network,
                Map.of());
    }

    private StartTaskResponse start(
            Caller caller, List<ContainerInstanceId> instances, LaunchRequest what, Transaction tx) {
        ClusterScope scope = what.scope();
        List<Task> tasks = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (ContainerInstanceId on : instances) {
            Optional<ContainerInstance> instance = tx.state().instance(on);
            if (instance.isEmpty()) {
                failures.add(Failures.missing(scope.arns().containerInstance(scope.name(), on)));
                continue;
            }
            switch (launch.placeOn(tx, PreparedLaunch.of(what.as(type(instance.get()))), on)) {
                case TaskLauncher.Result.Placed(Task task) -> tasks.add(task);
                case TaskLauncher.Result.NoRoom(var why) -> failures.add(PlacementFailure.failure(why, what, caller));
            }
        }
        return StartTaskResponse.builder()
                .tasks(tasks.stream()
                        .map(task -> TaskShape.of(task, scope, tx.state(), true))
                        .toList())
                .failures(failures)
                .build();
    }

    private static LaunchType type(ContainerInstance instance) {
        boolean external = instance.attributes().stream()
                .anyMatch(attribute -> attribute.name().equals(TaskLauncher.EXTERNAL));
        return external ? LaunchType.EXTERNAL : LaunchType.EC2;
    }
}
