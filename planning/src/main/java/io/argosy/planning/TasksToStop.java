package io.argosy.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Chooses the tasks to stop (ecs-semantics 7.6): those of old deployments and on draining instances, failing ones,
/// and what is more than desired; of these, no protected ones that work. What cannot be counted on goes first, and what
/// can goes only while enough stays.
final class TasksToStop {
    private final LiveTasks live;
    private final DeploymentLimits limits;
    private final StopOrder stopOrder;
    private final List<ServiceTask> chosen = new ArrayList<>();
    private int good;
    private int unproven;

    private TasksToStop(LiveTasks live, DeploymentLimits limits, StopOrder stopOrder) {
        this.live = live;
        this.limits = limits;
        this.stopOrder = stopOrder;
        this.good = live.count(HealthStage.HEALTHY);
        this.unproven = live.count(HealthStage.UNPROVEN);
    }

    /// `crowded` says that replacements are only waiting for a place, `even` that what is too many is to stay for now.
    static List<ServiceTask> chosen(
            LiveTasks live, DeploymentLimits limits, StopOrder stopOrder, boolean crowded, boolean even) {
        var toStop = new TasksToStop(live, limits, stopOrder);
        toStop.leaving(HealthStage.STARTING);
        toStop.failing(crowded);
        toStop.leaving(HealthStage.UNPROVEN);
        toStop.leaving(HealthStage.HEALTHY);
        if (!even) {
            toStop.surplus();
        }
        return toStop.chosen;
    }

    private void leaving(HealthStage stage) {
        take(serviceTask -> serviceTask.leaving() && !serviceTask.kept() && serviceTask.is(stage), Integer.MAX_VALUE);
    }

    private void failing(boolean crowded) {
        if (good >= limits.minHealthy()) {
            take(serviceTask -> serviceTask.is(HealthStage.UNHEALTHY), Integer.MAX_VALUE);
        } else if (crowded && undisturbed()) {
            List<ServiceTask> old =
                    live.those(serviceTask -> serviceTask.is(HealthStage.UNHEALTHY) && serviceTask.leaving());
            List<ServiceTask> failing =
                    old.isEmpty() ? live.those(serviceTask -> serviceTask.is(HealthStage.UNHEALTHY)) : old;
            if (!failing.isEmpty()) {
                leave(stopOrder.next(failing));
            }
        }
    }

    /// Nothing is on its way up or down, so that failing tasks below the minimum go one at a time.
    private boolean undisturbed() {
        return live.stopping() == 0
                && chosen.isEmpty()
                && live.count(HealthStage.STARTING) == 0
                && live.count(serviceTask -> serviceTask.is(HealthStage.UNPROVEN) && !serviceTask.leaving()) == 0;
    }

    private void surplus() {
        int surplus = live.staying().size() - limits.desired();
        for (HealthStage stage : List.of(HealthStage.STARTING, HealthStage.UNPROVEN, HealthStage.HEALTHY)) {
            surplus -= take(
                    serviceTask -> !serviceTask.leaving() && !serviceTask.kept() && serviceTask.is(stage), surplus);
        }
    }

    private int take(Predicate<ServiceTask> wanted, int atMost) {
        List<ServiceTask> left = new ArrayList<>(live.those(wanted));
        int taken = 0;
        while (taken < atMost && !left.isEmpty() && affordable(left.getFirst())) {
            ServiceTask next = stopOrder.next(left);
            left.remove(next);
            leave(next);
            taken++;
        }
        return taken;
    }

    /// One that leaves for another to take its place waits until enough are proven; of a surplus any will do.
    private boolean affordable(ServiceTask serviceTask) {
        return switch (serviceTask.stage()) {
            case STARTING, UNHEALTHY -> true;
            case UNPROVEN ->
                serviceTask.leaving() ? good >= limits.minHealthy() : good + unproven > limits.minHealthy();
            case HEALTHY -> good > limits.minHealthy();
        };
    }

    private void leave(ServiceTask serviceTask) {
        chosen.add(serviceTask);
        switch (serviceTask.stage()) {
            case HEALTHY -> good--;
            case UNPROVEN -> unproven--;
            case STARTING, UNHEALTHY -> {}
        }
    }
}
