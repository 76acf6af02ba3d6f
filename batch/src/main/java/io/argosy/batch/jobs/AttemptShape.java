package io.argosy.batch.jobs;

import io.argosy.jobqueues.definitions.JobTasks;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.Arns;
import io.argosy.shapes.batch.AttemptContainerDetail;
import io.argosy.shapes.batch.AttemptDetail;
import io.argosy.shapes.batch.AttemptEcsTaskDetails;
import io.argosy.shapes.batch.AttemptTaskContainerDetails;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.TaskContainerProperties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Attempts that are over, as clients see them (batch-semantics 8.4).
record AttemptShape(Arns arns, JobDefinition definition) {
    AttemptDetail of(Attempt attempt) {
        boolean several = definition.configuration().ecsProperties().isPresent();
        var detail = AttemptDetail.builder()
                .startedAt(attempt.startedAt().map(Instant::toEpochMilli))
                .stoppedAt(attempt.stoppedAt().toEpochMilli())
                .statusReason(attempt.statusReason());
        if (several) {
            detail.taskProperties(List.of(AttemptEcsTaskDetails.builder()
                    .containerInstanceArn(instance(attempt))
                    .taskArn(arns.task(attempt.on().cluster(), attempt.on().task()))
                    .containers(attempt.containers().stream()
                            .map(end -> container(attempt, end))
                            .toList())
                    .build()));
        } else {
            detail.container(single(attempt));
        }
        return detail.build();
    }

    private AttemptContainerDetail single(Attempt attempt) {
        return AttemptContainerDetail.builder()
                .containerInstanceArn(instance(attempt))
                .taskArn(arns.task(attempt.on().cluster(), attempt.on().task()))
                .exitCode(end(attempt).flatMap(ContainerEnd::exitCode))
                .reason(end(attempt).flatMap(ContainerEnd::reason))
                .logStreamName(stream(attempt, JobTasks.ONLY_CONTAINER))
                .networkInterfaces(List.of())
                .build();
    }

    private AttemptTaskContainerDetails container(Attempt attempt, ContainerEnd end) {
        return AttemptTaskContainerDetails.builder()
                .name(end.name())
                .exitCode(end.exitCode())
                .reason(end.reason())
                .logStreamName(stream(attempt, end.name()))
                .networkInterfaces(List.of())
                .build();
    }

    static Optional<ContainerEnd> end(Attempt attempt) {
        return attempt.containers().stream()
                .filter(end -> end.name().equals(JobTasks.ONLY_CONTAINER))
                .findFirst();
    }

    Optional<String> instance(Attempt attempt) {
        return attempt.instance()
                .map(instance -> arns.containerInstance(attempt.on().cluster(), instance));
    }

    /// What never ran has written nothing.
    private Optional<String> stream(Attempt attempt, String container) {
        return attempt.startedAt().flatMap(_ -> stream(attempt.on(), container));
    }

    Optional<String> stream(Seat on, String container) {
        EcsTaskProperties task = JobTasks.of(definition.configuration()).getFirst();
        return JobLogs.stream(
                definition,
                task.containers().stream()
                        .filter(one -> one.name().equals(Optional.of(container)))
                        .findFirst()
                        .flatMap(TaskContainerProperties::logConfiguration),
                container,
                on.task());
    }
}
