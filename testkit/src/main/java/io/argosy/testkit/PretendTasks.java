package io.argosy.testkit;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.testkit.Courier.Reply;
import io.argosy.testkit.PretendTask.Phase;
import io.argosy.wire.acs.AcsTask;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Starts and stops containers on a machine for one life of its agent, and reports: one call in flight a task, in
/// order, until it is accepted (agent-protocol 6.3).
final class PretendTasks {
    private static final int KILLED = 137;

    private final SimulatedMachine machine;
    private final Courier courier;
    private final VirtualClock clock;
    private final Faults faults;
    private final BooleanSupplier alive;
    private final Set<String> inFlight = new HashSet<>();

    PretendTasks(SimulatedMachine machine, Courier courier, VirtualClock clock, Faults faults, BooleanSupplier alive) {
        this.machine = machine;
        this.courier = courier;
        this.clock = clock;
        this.faults = faults;
        this.alive = alive;
    }

    /// Stops before starts; every task is known by its ARN, however often it is told.
    void take(List<AcsTask> orders) {
        for (AcsTask order : orders) {
            if (order.desiredStatus().equals(AcsTask.STOPPED)) {
                machine.task(order.arn()).ifPresentOrElse(known -> stop(known.arn()), () -> neverStart(order));
            }
        }
        for (AcsTask order : orders) {
            if (order.desiredStatus().equals(AcsTask.RUNNING)
                    && machine.task(order.arn()).isEmpty()) {
                var task = new PretendTask(order);
                machine.keep(task);
                start(task);
            }
        }
    }

    private void neverStart(AcsTask order) {
        var task = new PretendTask(order);
        machine.keep(task);
        end(task, Optional.empty(), "TaskStateError: Agent could not progress task's state to stopped");
    }

    private void start(PretendTask task) {
        Duration pull = faults.between(Duration.ofMillis(50), Duration.ofSeconds(4));
        clock.after(pull, () -> {
            if (!alive.getAsBoolean() || task.phase() != Phase.STARTING) {
                return;
            }
            if (!task.wanted()) {
                end(task, Optional.empty(), "");
            } else if (faults.strikes(15)) {
                end(task, Optional.empty(), "CannotPullContainerError: no such image");
            } else {
                run(task);
            }
        });
    }

    private void run(PretendTask task) {
        task.started();
        machine.checkRoom();
        report(task);
        if (faults.strikes(8)) {
            clock.after(
                    faults.between(Duration.ofSeconds(1), Duration.ofMinutes(4)),
                    () -> endIfRunning(task, faults.below(3)));
        }
    }

    void stop(String arn) {
        machine.task(arn).filter(task -> task.wanted()).ifPresent(this::stop);
    }

    private void stop(PretendTask task) {
        task.stopWanted();
        if (task.phase() == Phase.STARTING) {
            end(task, Optional.empty(), "");
        } else {
            clock.after(
                    faults.between(Duration.ofMillis(10), Duration.ofSeconds(15)), () -> endIfRunning(task, KILLED));
        }
    }

    private void endIfRunning(PretendTask task, int exitCode) {
        if (task.phase() == Phase.RUNNING) {
            end(task, Optional.of(exitCode), "");
        }
    }

    private void end(PretendTask task, Optional<Integer> exitCode, String reason) {
        machine.ended(task, exitCode, reason);
    }

    void noticeEnd(PretendTask task) {
        if (!task.endReported()) {
            task.reportEnd();
            report(task);
        }
    }

    /// A new process finds what the last one left.
    void resume() {
        machine.noticedBy(this::noticeEnd);
        for (PretendTask task : List.copyOf(machine.tasks())) {
            switch (task.phase()) {
                case STARTING -> start(task);
                case RUNNING -> {
                    if (!task.wanted()) {
                        stop(task);
                    }
                }
                case ENDED -> noticeEnd(task);
            }
            report(task);
        }
    }

    private void report(PretendTask task) {
        if (!alive.getAsBoolean() || task.unsent().isEmpty() || !inFlight.add(task.arn())) {
            return;
        }
        courier.call(
                machine.link(),
                Ecs.SUBMIT_TASK_STATE_CHANGE,
                task.unsent().getFirst(),
                new Reply<>(_ -> accepted(task), error -> refused(task, error), () -> again(task)));
    }

    private void accepted(PretendTask task) {
        if (alive.getAsBoolean()) {
            inFlight.remove(task.arn());
            task.unsent().removeFirst();
            report(task);
        }
    }

    private void refused(PretendTask task, ApiError error) {
        if (error.code().equals("InvalidParameterException")) {
            accepted(task);
        } else {
            again(task);
        }
    }

    private void again(PretendTask task) {
        clock.after(faults.between(Duration.ofSeconds(1), Duration.ofSeconds(5)), () -> {
            inFlight.remove(task.arn());
            report(task);
        });
    }
}
