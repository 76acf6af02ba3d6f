package io.argosy.views;

import io.argosy.model.ApiException;
import io.argosy.shapes.argosy.ListStoppedTasksRequest;
import io.argosy.shapes.argosy.StoppedTask;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.Task;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tasks of a subject that were there at a moment: of those that are live now and those that ended since, by when
/// each was made, started and stopped.
final class PastTasks {
    private static final int MOST = 500;
    private static final int A_CALL = 100;

    /// A task as it was then.
    record Then(String id, String definition, String instance, String status) {}

    private final ApiClient client;
    private final PastSubject subject;

    PastTasks(ApiClient client, PastSubject subject) {
        this.client = client;
        this.subject = subject;
    }

    List<Then> at(Instant moment) throws IOException {
        Map<String, Then> found = new LinkedHashMap<>();
        for (Task task : live()) {
            then(
                            task.taskArn(),
                            task.taskDefinitionArn(),
                            task.containerInstanceArn(),
                            new Times(task.createdAt(), task.startedAt(), task.stoppedAt()),
                            moment)
                    .ifPresent(one -> found.put(one.id(), one));
        }
        for (StoppedTask task : ended(moment)) {
            then(
                            task.taskArn(),
                            task.taskDefinitionArn(),
                            task.containerInstanceArn(),
                            new Times(task.createdAt(), task.startedAt(), task.stoppedAt()),
                            moment)
                    .ifPresent(one -> found.put(one.id(), one));
        }
        return found.values().stream()
                .filter(task ->
                        subject.kind() != PastSubject.Kind.TASK || task.id().startsWith(subject.name()))
                .sorted(Comparator.comparing(Then::id))
                .toList();
    }

    private record Times(Optional<Instant> created, Optional<Instant> started, Optional<Instant> stopped) {
        boolean there(Instant moment) {
            return created.filter(at -> !at.isAfter(moment)).isPresent();
        }

        String status(Instant moment) {
            if (stopped.filter(at -> !at.isAfter(moment)).isPresent()) {
                return "STOPPED";
            }
            return started.filter(at -> !at.isAfter(moment)).isPresent() ? "RUNNING" : "PENDING";
        }
    }

    /// Of a cluster and a service only those that had not stopped.
    private Optional<Then> then(
            Optional<String> arn, Optional<String> definition, Optional<String> on, Times times, Instant moment) {
        String status = times.status(moment);
        boolean shown = times.there(moment) && (subject.kind() == PastSubject.Kind.TASK || !status.equals("STOPPED"));
        return Optional.of(new Then(
                        Words.last(arn.orElse("")),
                        Words.last(definition.orElse("")),
                        on.map(Words::brief).orElse("-"),
                        status))
                .filter(_ -> shown);
    }

    private List<StoppedTask> ended(Instant moment) throws IOException {
        ListStoppedTasksRequest.Builder asked =
                ListStoppedTasksRequest.builder().cluster(subject.cluster());
        switch (subject.kind()) {
            case CLUSTER -> asked.since(moment);
            case SERVICE -> asked.since(moment).serviceName(subject.name());
            case TASK -> asked.task(subject.name());
        }
        return StoppedTasks.of(client, asked, MOST);
    }

    private List<Task> live() throws IOException {
        List<Task> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        try {
            do {
                var page = client.call(
                        Ecs.LIST_TASKS,
                        ListTasksRequest.builder()
                                .cluster(subject.cluster())
                                .serviceName(Optional.of(subject.name())
                                        .filter(_ -> subject.kind() == PastSubject.Kind.SERVICE))
                                .maxResults(A_CALL)
                                .nextToken(next)
                                .build());
                List<String> arns = page.taskArns().orElse(List.of());
                if (!arns.isEmpty()) {
                    all.addAll(client.call(
                                    Ecs.DESCRIBE_TASKS,
                                    DescribeTasksRequest.builder()
                                            .cluster(subject.cluster())
                                            .tasks(arns)
                                            .build())
                            .tasks()
                            .orElse(List.of()));
                }
                next = page.nextToken();
            } while (next.isPresent() && all.size() < MOST);
        } catch (ApiException refused) {
            if (!refused.error().code().equals("ServiceNotFoundException")) {
                throw new IOException(refused.error().message(), refused);
            }
        }
        return all;
    }
}
