package io.argosy.foresight;

import io.argosy.insight.causes.InstanceNames;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.shapes.argosy.PlannedService;
import io.argosy.shapes.argosy.PlannedStart;
import io.argosy.shapes.argosy.PlannedStep;
import io.argosy.shapes.argosy.PlannedStop;
import io.argosy.shapes.argosy.StayingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plan in the shapes of the API. So many tasks are named; of the rest there is a number.
final class PlanShapes {
    private static final int MOST_TASKS = 1_000;

    private final Trial trial;

    PlanShapes(Trial trial) {
        this.trial = trial;
    }

    List<PlannedStep> steps(Forecast forecast) {
        List<PlannedStep> steps = new ArrayList<>();
        int left = MOST_TASKS;
        for (Forecast.Step step : forecast.steps()) {
            if (left == 0) {
                return steps;
            }
            List<PlannedStart> starts =
                    step.starts().stream().limit(left).map(this::start).toList();
            left -= starts.size();
            List<PlannedStop> stops =
                    step.stops().stream().limit(left).map(this::stop).toList();
            left -= stops.size();
            steps.add(PlannedStep.builder()
                    .after(step.cause().name())
                    .waitsSeconds(Math.toIntExact(step.waited().toSeconds()))
                    .starts(starts)
                    .stops(stops)
                    .build());
        }
        return steps;
    }

    /// How many tasks the steps do not name.
    int more(Forecast forecast) {
        int all = forecast.steps().stream()
                .mapToInt(step -> step.starts().size() + step.stops().size())
                .sum();
        return Math.max(0, all - MOST_TASKS);
    }

    private PlannedStart start(Forecast.Start start) {
        Task task = start.task();
        return PlannedStart.builder()
                .group(task.owner().group())
                .taskDefinitionArn(definition(task))
                .containerInstanceArn(task.on().map(this::arn))
                .instanceName(task.on().map(this::name))
                .capacityProvider(task.capacityProvider())
                .certain(start.certain())
                .build();
    }

    private PlannedStop stop(Forecast.Stop stop) {
        Task task = stop.task();
        return PlannedStop.builder()
                .taskArn(arn(task))
                .group(task.owner().group())
                .taskDefinitionArn(definition(task))
                .containerInstanceArn(task.on().map(this::arn))
                .instanceName(task.on().map(this::name))
                .reason(trial.state().task(task.id()).flatMap(Task::ending).map(StopReason::text))
                .certain(stop.certain())
                .build();
    }

    StayingTask staying(Task task, String reason) {
        return StayingTask.builder()
                .taskArn(arn(task))
                .group(task.owner().group())
                .containerInstanceArn(task.on().map(this::arn))
                .instanceName(task.on().map(this::name))
                .reason(reason)
                .build();
    }

    PlannedService outcome(Service service) {
        Optional<Deployment> primary = service.primary();
        return PlannedService.builder()
                .serviceArn(trial.scope().arns().service(trial.scope().name(), service.name()))
                .serviceName(service.name().value())
                .taskDefinitionArn(
                        primary.map(Deployment::definition).map(trial.scope().arns()::taskDefinition))
                .desiredCount(service.desiredCount())
                .runningCount(Math.toIntExact(trial.state().liveOf(service.name()).stream()
                        .filter(task -> task.state().running())
                        .count()))
                .rolloutState(primary.map(Deployment::rollout).map(Enum::name))
                .rolloutStateReason(primary.map(Deployment::rolloutReason))
                .build();
    }

    private String arn(Task task) {
        return trial.scope().arns().task(trial.scope().name(), task.id());
    }

    private String definition(Task task) {
        return trial.scope().arns().taskDefinition(task.definition());
    }

    private String arn(ContainerInstanceId id) {
        return trial.scope().arns().containerInstance(trial.scope().name(), id);
    }

    private String name(ContainerInstanceId id) {
        return trial.state().instance(id).map(InstanceNames::of).orElseGet(() -> InstanceNames.brief(id));
    }
}
