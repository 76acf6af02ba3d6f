package io.argosy.control;

import io.argosy.addresses.TaskInterfaces;
import io.argosy.model.AwaitedPlacement;
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
/// A task has its instance at once or is not made at all, and nobody sees it PROVISIONING, so its versions begin with
/// the placement (ecs-semantics 5.1, 5.5). Only that of a capacity provider which scales waits for an instance.
public final class TaskLauncher {
    public static final String EXTERNAL = "ecs.capability.external";

    /// How many tasks of a cluster may wait (ecs-semantics 2.4).
    public static final int MOST_WAITING = 500;

    private final Supplier<String> ids;
    private final RandomGenerator chance;

    public sealed interface Result {
        record Placed(Task task) implements AtOnce {}

        /// It is PROVISIONING until its capacity provider has room; `why` it has none now, if that was asked.
        record Waits(Task task, Decision.NoRoom why) implements Result {}

        record NoRoom(Decision.NoRoom why) implements AtOnce {}

        /// It would wait, and as many do as may.
        record TooManyWait() implements Result {}
    }

    /// What comes of it where nothing waits.
    public sealed interface AtOnce extends Result permits Result.Placed, Result.NoRoom {}

    /// What becomes of a task on an instance that was found for it, with its network interface if it has one.
    private interface Arrival {
        Task on(ContainerInstanceId on, Optional<ElasticNetworkInterface> network);
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
        LaunchRequest what = launch.what();
        Optional<String> provider = what.capacity().provider(beside);
        Optional<String> scaling =
                provider.filter(name -> what.scope().providers().scales(name));
        PreparedLaunch limited = launch.on(provider);
        Result result = scaling.filter(name -> anyWaits(tx, name)).isPresent()
                ? new Result.NoRoom(new Decision.NoRoom(Optional.empty()))
                : found(tx, limited, id, arriving(tx, limited, provider, id));
        return scaling.isPresent() && result instanceof Result.NoRoom(Decision.NoRoom why)
                ? wait(tx, limited, task(tx, limited, scaling, id, Optional.empty()), why)
                : result;
    }

    private Arrival arriving(Transaction tx, PreparedLaunch launch, Optional<String> provider, TaskId id) {
        return (on, network) -> tx.add(task(tx, launch, provider, id, network), new Trigger.Placed(on, tx.now()));
    }

    /// Who waits already comes first.
    private static boolean anyWaits(Transaction tx, String provider) {
        return tx.state()
                        .table(AwaitedPlacement.KIND)
                        .keys(AwaitedPlacement.BY_PROVIDER, provider)
                        .size()
                > 0;
    }

    private static Result wait(Transaction tx, PreparedLaunch launch, Task task, Decision.NoRoom why) {
        if (tx.state().table(AwaitedPlacement.KIND).size() >= MOST_WAITING) {
            return new Result.TooManyWait();
        }
        LaunchRequest what = launch.what();
        tx.add(task);
        tx.add(new AwaitedPlacement(
                task.id(),
                task.capacityProvider().orElseThrow(),
                tx.now(),
                what.constraints(),
                what.strategies(),
                what.network()));
        return new Result.Waits(task, why);
    }

    /// The same for a task that waits; `launch` is made of what was kept of its request.
    public AtOnce placeWaiting(Transaction tx, PreparedLaunch launch, Task task) {
        return found(tx, launch.on(task.capacityProvider()), task.id(), (on, network) -> {
            Task connected = task.hearing(connected(task.containers(), network), task.timeline());
            tx.update(connected);
            return tx.move(connected, new Trigger.Placed(on, tx.now()));
        });
    }

    private AtOnce found(Transaction tx, PreparedLaunch launch, TaskId id, Arrival arrival) {
        PlacementIndex index =
                tx.follower(PlacementFollower.class, PlacementFollower::new).of(tx.state());
        return switch (index.decide(launch.demand(), launch.strategies(), chance)) {
            case Decision.Place(ContainerInstanceId on) -> {
                AtOnce result = put(tx, launch, id, on, arrival);
                yield result instanceof Result.NoRoom full ? elsewhere(tx, launch, id, arrival, full) : result;
            }
            case Decision.NoRoom why -> new Result.NoRoom(why);
        };
    }

    /// The index knows nothing of addresses, which hardly ever run out: then those that have some are asked one by one.
    private AtOnce elsewhere(Transaction tx, PreparedLaunch launch, TaskId id, Arrival arrival, Result.NoRoom full) {
        List<InstanceLoad> able = tx.state().loads().stream()
                .filter(load ->
                        TaskInterfaces.anyLeft(tx.state(), load.instance().id()))
                .toList();
        return PlacementPlanner.decide(launch.demand(), able, launch.strategies(), chance)
                        instanceof Decision.Place(ContainerInstanceId on)
                ? put(tx, launch, id, on, arrival)
                : full;
    }

    /// On this instance, if it is registered and has what the task needs; constraints do not count (5.6).
    public AtOnce placeOn(Transaction tx, PreparedLaunch launch, ContainerInstanceId on) {
        var id = new TaskId(ids.get());
        Optional<Veto> veto = launch.unavailable()
                .<Veto>map(Veto.Unavailable::new)
                .or(() -> tx.state().load(on).isEmpty() ? Optional.of(new Veto.Inactive()) : Optional.empty())
                .or(() -> tx.state().load(on).flatMap(load -> startVeto(launch, load)));
        return veto.map(why -> noRoom(Optional.of(on), why))
                .orElseGet(() -> put(tx, launch, id, on, arriving(tx, launch, Optional.empty(), id)));
    }

    private static Optional<Veto> startVeto(PreparedLaunch launch, InstanceLoad load) {
        return PlacementPlanner.startVeto(launch.demand(), load);
    }

    private static AtOnce noRoom(Optional<ContainerInstanceId> asked, Veto veto) {
        return new Result.NoRoom(new Decision.NoRoom(asked.map(on -> new Decision.Closest(on, veto))));
    }

    private AtOnce put(Transaction tx, PreparedLaunch launch, TaskId id, ContainerInstanceId on, Arrival arrival) {
        LaunchRequest what = launch.what();
        if (what.network().isEmpty()) {
            return new Result.Placed(arrival.on(on, Optional.empty()));
        }
        Optional<ElasticNetworkInterface> network =
                TaskInterfaces.give(tx, id, on, what.network().get().subnets().getFirst(), ids);
        return network.isEmpty()
                ? noRoom(Optional.of(on), new Veto.NetworkInterface())
                : new Result.Placed(arrival.on(on, network));
    }

    private Task task(
            Transaction tx,
            PreparedLaunch launch,
            Optional<String> provider,
            TaskId id,
            Optional<ElasticNetworkInterface> network) {
        LaunchRequest what = launch.what();
        return new Task(
                id,
                what.definition().id(),
                what.owner(),
                what.launchType(),
                provider,
                launch.demand().needs(),
                launch.overrides(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(tx.now()),
                connected(
                        launch.containers().stream()
                                .map(container -> named(container, what.scope(), id))
                                .toList(),
                        network),
                what.tags(),
                what.enableExecuteCommand(),
                launch.checked(),
                0);
    }

    private Container named(Container container, ClusterScope scope, TaskId task) {
        return container.toBuilder()
                .containerArn(scope.arns().container(scope.name(), task, Ids.dashed(ids.get())))
                .taskArn(scope.arns().task(scope.name(), task))
                .build();
    }

    private static List<Container> connected(List<Container> containers, Optional<ElasticNetworkInterface> network) {
        List<NetworkInterface> shown =
                network.map(TaskLauncher::shown).map(List::of).orElse(List.of());
        return containers.stream()
                .map(container -> container.toBuilder().networkInterfaces(shown).build())
                .toList();
    }

    private static NetworkInterface shown(ElasticNetworkInterface network) {
        return NetworkInterface.builder()
                .attachmentId(network.attachment())
                .privateIpv4Address(network.address())
                .build();
    }
}
