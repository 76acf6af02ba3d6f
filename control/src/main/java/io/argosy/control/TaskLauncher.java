package io.argosy.control;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Ids;
import io.argosy.model.InstanceLoad;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.planning.Constraints;
import io.argosy.planning.Decision;
import io.argosy.planning.Demand;
import io.argosy.planning.PlacementPlanner;
import io.argosy.planning.Strategies;
import io.argosy.planning.Veto;
import io.argosy.planning.query.Expression;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.TaskDefinition;
import io.argosy.shapes.ecs.TaskDefinitionPlacementConstraint;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Makes tasks from a definition and places them, within a write: for RunTask, StartTask and the service reconciler.
/// Without capacity providers a task has its instance at once or is not made at all (ecs-semantics 5.1, 5.5): nobody
/// sees it PROVISIONING, so its versions begin with the placement.
public final class TaskLauncher {
    public static final String EXTERNAL = "ecs.capability.external";

    /// ECS does not list it among what a definition requires; an agent without it would not hold the task to its size.
    private static final String TASK_LIMITS = "ecs.capability.task-cpu-mem-limit";

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

    /// On the instance the strategies prefer among those that can take it.
    public Result place(Transaction tx, LaunchRequest what) {
        Optional<String> unavailable = Unavailable.of(content(what), what.overrides());
        if (unavailable.isPresent()) {
            return noRoom(
                    tx.state().loads().stream()
                            .map(load -> load.instance().id())
                            .toList(),
                    new Veto.Unavailable(unavailable.get()));
        }
        TaskOverride overrides = Overrides.complete(what.overrides(), content(what));
        Resources needs = TaskNeeds.of(content(what), overrides);
        List<PlacementStrategy> strategies = switch (what.owner()) {
            case Owner.Standalone _ -> Strategies.ofTask(what.strategies());
            case Owner.OfService _ -> Strategies.ofService(what.strategies());
        };
        Decision decision =
                PlacementPlanner.decide(demand(what, needs), tx.state().loads(), strategies, peers(tx, what), chance);
        return switch (decision) {
            case Decision.Place(ContainerInstanceId on) -> new Result.Placed(put(tx, what, needs, overrides, on));
            case Decision.NoRoom why -> new Result.NoRoom(why);
        };
    }

    /// A service spreads the tasks of one deployment: those that a roll-out is about to stop hold no place.
    private static ToIntFunction<InstanceLoad> peers(Transaction tx, LaunchRequest what) {
        return switch (what.owner()) {
            case Owner.Standalone(var group, var _) ->
                load -> load.liveByGroup().getOrDefault(group, 0);
            case Owner.OfService(var service, var _) -> {
                Map<ContainerInstanceId, Integer> counts = new HashMap<>();
                for (Task task : tx.state().liveOf(service)) {
                    if (task.state().wanted() && task.owner().equals(what.owner())) {
                        task.on().ifPresent(on -> counts.merge(on, 1, Integer::sum));
                    }
                }
                yield load -> counts.getOrDefault(load.instance().id(), 0);
            }
        };
    }

    /// On this instance, if it is registered and has what the task needs; constraints do not count (5.6).
    public Result placeOn(Transaction tx, LaunchRequest what, ContainerInstanceId on) {
        Optional<String> unavailable = Unavailable.of(content(what), what.overrides());
        if (unavailable.isPresent()) {
            return noRoom(List.of(on), new Veto.Unavailable(unavailable.get()));
        }
        TaskOverride overrides = Overrides.complete(what.overrides(), content(what));
        Resources needs = TaskNeeds.of(content(what), overrides);
        return tx.state()
                .load(on)
                .map(load -> placeOn(tx, what, needs, overrides, load))
                .orElseGet(() -> noRoom(List.of(on), new Veto.Inactive()));
    }

    private Result placeOn(
            Transaction tx, LaunchRequest what, Resources needs, TaskOverride overrides, InstanceLoad load) {
        ContainerInstanceId on = load.instance().id();
        return PlacementPlanner.startVeto(demand(what, needs), load)
                .map(veto -> noRoom(List.of(on), veto))
                .orElseGet(() -> new Result.Placed(put(tx, what, needs, overrides, on)));
    }

    private static Result noRoom(List<ContainerInstanceId> asked, Veto veto) {
        var vetoes = new TreeMap<ContainerInstanceId, Veto>(
                (one, other) -> one.value().compareTo(other.value()));
        asked.forEach(on -> vetoes.put(on, veto));
        return new Result.NoRoom(new Decision.NoRoom(vetoes));
    }

    private static TaskDefinition content(LaunchRequest what) {
        return what.definition().content();
    }

    private static Demand demand(LaunchRequest what, Resources needs) {
        TaskDefinition content = content(what);
        Set<String> attributes = new HashSet<>();
        for (Attribute required : content.requiresAttributes().orElse(List.of())) {
            attributes.add(required.name());
        }
        if (what.launchType() == LaunchType.EXTERNAL) {
            attributes.add(EXTERNAL);
        }
        if (sized(content, what.overrides())) {
            attributes.add(TASK_LIMITS);
        }
        List<TaskDefinitionPlacementConstraint> ofDefinition =
                content.placementConstraints().orElse(List.of());
        Constraints constraints = Constraints.accepted(ofDefinition, what.constraints());
        List<Expression> expressions = new ArrayList<>(Platform.expressions(content));
        expressions.addAll(constraints.memberOf());
        return new Demand(
                what.owner().group(),
                needs,
                attributes,
                constraints.distinctInstance(),
                expressions,
                what.launchType() == LaunchType.EXTERNAL);
    }

    private static boolean sized(TaskDefinition content, TaskOverride overrides) {
        return Stream.of(content.cpu(), content.memory(), overrides.cpu(), overrides.memory())
                .anyMatch(Optional::isPresent);
    }

    private Task put(
            Transaction tx, LaunchRequest what, Resources needs, TaskOverride overrides, ContainerInstanceId on) {
        var id = new TaskId(ids.get());
        var task = new Task(
                id,
                what.definition().id(),
                what.owner(),
                what.launchType(),
                needs,
                overrides,
                new TaskState.Provisioning(),
                TaskTimestamps.from(tx.now()),
                content(what).containerDefinitions().orElse(List.of()).stream()
                        .map(definition -> container(what.scope(), id, definition, overrides))
                        .toList(),
                what.tags(),
                what.enableExecuteCommand(),
                checked(content(what)),
                0);
        return tx.add(task, new Trigger.Placed(on, tx.now()));
    }

    private static List<String> checked(TaskDefinition definition) {
        return definition.containerDefinitions().orElse(List.of()).stream()
                .filter(container -> container.essential().orElse(true))
                .filter(container -> container.healthCheck().isPresent())
                .flatMap(container -> container.name().stream())
                .toList();
    }

    private Container container(
            ClusterScope scope, TaskId task, ContainerDefinition definition, TaskOverride overrides) {
        String name = definition.name().orElse("");
        ContainerOverride override = Overrides.of(overrides, name);
        return Container.builder()
                .containerArn(scope.arns().container(scope.name(), task, Ids.dashed(ids.get())))
                .taskArn(scope.arns().task(scope.name(), task))
                .name(name)
                .image(definition.image())
                .lastStatus("PENDING")
                .networkBindings(Collections.emptyList())
                .networkInterfaces(Collections.emptyList())
                .healthStatus("UNKNOWN")
                .cpu(String.valueOf(override.cpu().or(definition::cpu).orElse(0)))
                .memory(override.memory().or(definition::memory).map(String::valueOf))
                .memoryReservation(override.memoryReservation()
                        .or(definition::memoryReservation)
                        .map(String::valueOf))
                .build();
    }
}
