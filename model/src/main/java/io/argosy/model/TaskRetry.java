package io.argosy.model;

import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Tag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a stand-alone task was asked for by, kept while it may be run again: with its revision, for one task, without
/// the token of its client. `attempt` is the task's own, from 1.
public record TaskRetry(TaskId task, RunTaskRequest asked, int attempt) implements ClusterEntity {
    private static final int MOST_TAGS = 50;

    public static final Kind<TaskRetry> KIND = Kind.of("TaskRetry", TaskRetry.class);

    public static TaskRetry first(Task task, RunTaskRequest asked) {
        RunTaskRequest one = asked.toBuilder()
                .taskDefinition(task.definition().toString())
                .count(1)
                .clientToken(Optional.empty())
                .build();
        return new TaskRetry(task.id(), one, 1);
    }

    /// That of the task that runs instead.
    public TaskRetry next(TaskId again) {
        return new TaskRetry(again, asked, attempt + 1);
    }

    /// The request for one that runs instead, which says of which it is unless it has all the tags it may have.
    public RunTaskRequest again() {
        Tag retryOf = Tag.builder().key(OwnTags.RETRY_OF).value(task.value()).build();
        List<Tag> tags = Stream.concat(
                        asked.tags().orElse(List.of()).stream()
                                .filter(tag -> !tag.key().equals(retryOf.key())),
                        Stream.of(retryOf))
                .limit(MOST_TAGS)
                .toList();
        return asked.toBuilder().tags(tags).build();
    }

    @Override
    public String key() {
        return task.value();
    }
}
