package io.argosy.control;

import io.argosy.addresses.TaskInterfaces;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ElasticNetworkInterface;
import io.argosy.model.Ids;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.planning.Decision;
import io.argosy.planning.PlacementPlanner;
import io.argosy.planning.Veto;
import io.argosy.planning.index.PlacementIndex;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.NetworkInterface;
import io.argosy.state.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes tasks from a definition and places them, within a write: for RunTask, StartTask and the service reconciler.
/// Without capacity providers a task has its instance at once or is not made at all (ecs-semantics 5.1, 5.5): nobody
/// sees it PROVISIONING, so its versions begin with the placement.
public final class TaskLauncher {
    public static final String EXTERNAL = "ecs.capability.external";

    private final Supplier<String> ids;
    private final RandomGenerator chance;

    public sealed interface Result {
        record Placed(Task task) implements Result {}

        record NoRoom(Decision.NoRoom why) implements Result {}
    }

    public TaskLauncher(Supplier<String> ids, RandomGenerator chance) {
        this.ids = ids;
        this.chance = chance;
    }

    /// On the instance the strategies prefer among those that can take it. `beside` are the tasks that a capacity
    /// provider strategy counts it with.
    public Result place(Transaction tx, PreparedLaunch launch, Collection<Task> beside) {
        return place(tx, launch, beside, new TaskId(ids.get()));
    }

    /// The same for a task whose id is given.
    public Result place(Transaction tx, PreparedLaunch launch, Collection<Task> beside, TaskId id) {
        if (launch.unavailable().isPresent()) {
            Optional<ContainerInstanceId> any = tx.state().loads().stream()
                    .findFirst()
                    .map(load -> load.instance().id());
            return noRoom(any, new Veto.Unavailable(launch.unavailable().get()));
        }
        PlacementIndex index =
                tx.follower(PlacementFollower.class, PlacementFollower::new).of(tx.state());
        return switch (index.decide(launch.demand(), launch.strategies(), chance)) {
            case Decision.Place(ContainerInstanceId on) -> {
                Result result = put(tx, launch, beside, id, on);
                yield result instanceof Result.NoRoom full ? elsewhere(tx, launch, beside, id, full) : result;
            }
            case Decision.NoRoom why -> new Result.NoRoom(why);
        };
    }

    /// The index knows nothing of addresses, which hardly ever run out: then those that have some are asked one by one.
    private Result elsewhere(
            Transaction tx, PreparedLaunch launch, Collection<Task> beside, TaskId id, Result.NoRoom full) {
        List<InstanceLoad> able = tx.state().loads().stream()
                .filter(load ->
                        TaskInterfaces.anyLeft(tx.state(), load.instance().id()))
                .toList();
        return PlacementPlanner.decide(launch.demand(), able, launch.strategies(), chance)
                        instanceof Decision.Place(ContainerInstanceId on)
                ? put(tx, launch, beside, id, on)
                : full;
    }

    /// On this instance, if it is registered and has what the task needs; constraints do not count (5.6).
    public Result placeOn(Transaction tx, LaunchRequest what, ContainerInstanceId on) {
        PreparedLaunch launch = PreparedLaunch.of(what);
        Optional<Veto> veto = launch.unavailable()
                .<Veto>map(Veto.Unavailable::new)
                .or(() -> tx.state().load(on).isEmpty() ? Optional.of(new Veto.Inactive()) : Optional.empty())
                .or(() -> tx.state().load(on).flatMap(load -> startVeto(launch, load)));
        return veto.map(why -> noRoom(Optional.of(on), why))
                .orElseGet(() -> put(tx, launch, List.of(), new TaskId(ids.get()), on));
    }

    private static Optional<Veto> startVeto(PreparedLaunch launch, InstanceLoad load) {
        return PlacementPlanner.startVeto(launch.demand(), load);
    }

    private static Result noRoom(Optional<ContainerInstanceId> asked, Veto veto) {
        return new Result.NoRoom(new Decision.NoRoom(asked.map(on -> new Decision.Closest(on, veto))));
    }

    private Result put(
            Transaction tx, PreparedLaunch launch, Collection<Task> beside, TaskId id, ContainerInstanceId on) {
        LaunchRequest what = launch.what();
        if (what.network().isEmpty()) {
            return new Result.Placed(
                    tx.add(task(tx, launch, beside, id, Optional.empty()), new Trigger.Placed(on, tx.now())));
        }
        Optional<ElasticNetworkInterface> network =
                TaskInterfaces.give(tx, id, on, what.network().get().subnets().getFirst(), ids);
        return network.isEmpty()
                ? noRoom(Optional.of(on), new Veto.NetworkInterface())
                : new Result.Placed(tx.add(task(tx, launch, beside, id, network), new Trigger.Placed(on, tx.now())));
    }

    private Task task(
            Transaction tx,
            PreparedLaunch launch,
            Collection<Task> beside,
            TaskId id,
            Optional<ElasticNetworkInterface> network) {
        LaunchRequest what = launch.what();
        return new Task(
                id,
                what.definition().id(),
                what.owner(),
                what.launchType(),
                what.capacity().provider(beside),
                launch.demand().needs(),
                launch.overrides(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(tx.now()),
                launch.containers().stream()
                        .map(container -> named(container, what.scope(), id, network))
                        .toList(),
                what.tags(),
                what.enableExecuteCommand(),
                launch.checked(),
                0);
    }

    private Container named(
            Container container, ClusterScope scope, TaskId task, Optional<ElasticNetworkInterface> network) {
        return container.toBuilder()
                .containerArn(scope.arns().container(scope.name(), task, Ids.dashed(ids.get())))
                .taskArn(scope.arns().task(scope.name(), task))
                .networkInterfaces(
                        network.map(TaskLauncher::shown).map(List::of).orElse(List.of()))
                .build();
    }

    private static NetworkInterface shown(ElasticNetworkInterface network) {
        return NetworkInterface.builder()
                .attachmentId(network.attachment())
                .privateIpv4Address(network.address())
                .build();
    }
}
