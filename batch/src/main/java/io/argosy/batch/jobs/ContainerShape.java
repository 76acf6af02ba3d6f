package io.argosy.batch.jobs;

import io.argosy.jobqueues.definitions.JobTasks;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.jobqueues.resources.Merging;
import io.argosy.model.Arns;
import io.argosy.model.Task;
import io.argosy.shapes.batch.ContainerDetail;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.EcsPropertiesDetail;
import io.argosy.shapes.batch.EcsTaskDetails;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.TaskContainerDetails;
import io.argosy.shapes.batch.TaskContainerProperties;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a job's containers are like and how those of its last attempt fare (batch-semantics 9.1).
record ContainerShape(
        Arns arns,
        JobDefinition definition,
        RegisterJobDefinitionRequest merged,
        Function<Seat, Optional<Task>> tasks) {
    private static final ContainerDetail EMPTY = ContainerDetail.builder()
            .command(List.of())
            .volumes(List.of())
            .environment(List.of())
            .mountPoints(List.of())
            .ulimits(List.of())
            .networkInterfaces(List.of())
            .resourceRequirements(List.of())
            .secrets(List.of())
            .build();

    /// With several containers it says nothing.
    ContainerDetail single(Life life) {
        Optional<ContainerProperties> properties = merged.containerProperties();
        if (properties.isEmpty()) {
            return EMPTY;
        }
        var detail = Merging.merged(ContainerDetail.STRUCTURE, EMPTY, properties.get()).toBuilder();
        life.state()
                .seat()
                .ifPresent(on -> detail.taskArn(arns.task(on.cluster(), on.task()))
                        .containerInstanceArn(instance(on))
                        .logStreamName(running(life).flatMap(_ -> attempts().stream(on, JobTasks.ONLY_CONTAINER))));
        last(life).ifPresent(attempt -> {
            var over = attempts().of(attempt).container().orElseThrow();
            detail.taskArn(over.taskArn())
                    .containerInstanceArn(over.containerInstanceArn())
                    .logStreamName(over.logStreamName())
                    .exitCode(over.exitCode())
                    .reason(over.reason());
        });
        return detail.build();
    }

    Optional<EcsPropertiesDetail> several(Life life) {
        return merged.ecsProperties()
                .map(EcsProperties::taskProperties)
                .map(tasks -> EcsPropertiesDetail.builder()
                        .taskProperties(
                                tasks.stream().map(task -> task(task, life)).toList())
                        .build());
    }

    private EcsTaskDetails task(EcsTaskProperties task, Life life) {
        Optional<Seat> on = life.state().seat().or(() -> last(life).map(Attempt::on));
        return Merging.merged(EcsTaskDetails.STRUCTURE, EcsTaskDetails.builder().build(), task).toBuilder()
                .taskArn(on.map(seat -> arns.task(seat.cluster(), seat.task())))
                .containerInstanceArn(last(life).flatMap(attempts()::instance).or(() -> on.flatMap(this::instance)))
                .containers(task.containers().stream()
                        .map(container -> container(container, life))
                        .toList())
                .build();
    }

    private TaskContainerDetails container(TaskContainerProperties container, Life life) {
        String name = container.name().orElse("");
        Optional<ContainerEnd> end = last(life)
                .flatMap(attempt -> attempt.containers().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst());
        Optional<Seat> ran = running(life)
                .or(() -> last(life)
                        .filter(attempt -> attempt.startedAt().isPresent())
                        .map(Attempt::on));
        return Merging.merged(
                        TaskContainerDetails.STRUCTURE,
                        TaskContainerDetails.builder().build(),
                        container)
                .toBuilder()
                .exitCode(end.flatMap(ContainerEnd::exitCode))
                .reason(end.flatMap(ContainerEnd::reason))
                .logStreamName(ran.flatMap(on -> attempts().stream(on, name)))
                .networkInterfaces(List.of())
                .build();
    }

    /// The attempt that ended last, unless another is under way.
    private static Optional<Attempt> last(Life life) {
        return life.attempts().isEmpty() || life.status().holding()
                ? Optional.empty()
                : Optional.of(life.attempts().getLast());
    }

    private static Optional<Seat> running(Life life) {
        return life.state() instanceof JobState.Running running ? Optional.of(running.on()) : Optional.empty();
    }

    private AttemptShape attempts() {
        return new AttemptShape(arns, definition);
    }

    private Optional<String> instance(Seat on) {
        return tasks.apply(on).flatMap(Task::placedOn).map(instance -> arns.containerInstance(on.cluster(), instance));
    }
}
