package io.argosy.control.operations;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.DeploymentId;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.model.ServiceName;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamps;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Tasks of every kind in every state, that come, move on and are forgotten by chance.
public final class RandomTasks {
    public static final List<String> FAMILIES = List.of("web", "web-2", "job");
    public static final List<String> SERVICES = List.of("front", "back");
    public static final List<String> STARTERS = List.of("", "me", "you", "ecs-svc/1", "ecs-svc/2");

    private final Workshop workshop;
    private final Random random;
    private final List<ContainerInstanceId> instances = new ArrayList<>();

    public RandomTasks(Workshop workshop, Random random) {
        this.workshop = workshop;
        this.random = random;
        FAMILIES.forEach(workshop::defined);
        SERVICES.forEach(name -> workshop.served(name, "web:1", 0));
        for (int i = 0; i < 3; i++) {
            instances.add(workshop.joined(100_000, 100_000));
        }
    }

    public List<ContainerInstanceId> instances() {
        return instances;
    }

    /// So many things happen.
    public void change(int times) {
        workshop.scope().store().write(tx -> {
            for (int i = 0; i < times; i++) {
                change(tx);
            }
            return times;
        });
    }

    private void change(Transaction tx) {
        List<Task> all = List.copyOf(tx.state().tasks());
        int chance = random.nextInt(10);
        if (all.isEmpty() || chance < 4 && all.size() < 300) {
            tx.add(fresh(tx.now()));
            return;
        }
        Task task = one(all);
        if (chance < 5 && task.state().stopped()) {
            tx.remove(task);
        } else {
            tx.move(task, trigger(task, tx.now()));
        }
    }

    private Trigger trigger(Task task, Instant now) {
        var reason = new StopReason(StopCode.USER_INITIATED, "by chance");
        return switch (task.state()) {
            case TaskState.Provisioning _ ->
                random.nextInt(5) == 0
                        ? new Trigger.StopRequested(reason, now)
                        : new Trigger.Placed(one(instances), now);
            case TaskState.Pending _, TaskState.Running _ ->
                one(List.of(
                        new Trigger.Started(now),
                        new Trigger.StopRequested(reason, now),
                        new Trigger.Exited(reason, now),
                        new Trigger.Lost(reason, now)));
            case TaskState.Stopping _ ->
                one(List.of(new Trigger.StopAcknowledged(now), new Trigger.Exited(reason, now)));
            case TaskState.Stopped _ -> new Trigger.Started(now);
        };
    }

    private Task fresh(Instant now) {
        return new Task(
                new TaskId("%016x%016x".formatted(random.nextLong(), random.nextLong())),
                new TaskDefinitionId(one(FAMILIES), 1),
                owner(),
                one(List.of(LaunchType.values())),
                Optional.empty(),
                new Resources(1, 1, Set.of(), Set.of()),
                TaskOverride.builder().build(),
                new TaskState.Provisioning(),
                TaskTimestamps.from(now),
                List.of(),
                List.of(),
                false,
                List.of(),
                0);
    }

    private Owner owner() {
        return random.nextBoolean()
                ? new Owner.OfService(new ServiceName(one(SERVICES)), new DeploymentId(1 + random.nextInt(2)))
                : new Owner.Standalone("family:x", one(STARTERS.subList(0, 3)));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
