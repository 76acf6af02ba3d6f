package io.argosy.jobqueues.resources;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A revision of a job definition. `configuration` is what the caller gave, in the form that replies show, without its
/// tags. `taskDefinitions` are the ECS task definitions it became when a job first used it, by their ARNs: one, or one
/// a range of nodes in the order of the ranges; none before.
public record JobDefinition(
        String name,
        int revision,
        RegisterJobDefinitionRequest configuration,
        Life life,
        List<String> taskDefinitions,
        Map<String, String> tags,
        Instant registeredAt)
        implements AccountEntity {
    /// Revisions by name, of a name the newest first.
    public static final Index<JobDefinition> BY_NAME = new Index<>("name", definition -> List.of(definition.place()));

    public static final Kind<JobDefinition> KIND =
            Kind.of("JobDefinition", JobDefinition.class).indexed(BY_NAME);

    /// Whether jobs may still be submitted by it.
    public sealed interface Life {
        record Active() implements Life {}

        record Inactive(Instant since) implements Life {}
    }

    public JobDefinition {
        taskDefinitions = List.copyOf(taskDefinitions);
        tags = ResourceTags.ordered(tags);
    }

    @Override
    public String key() {
        return key(name, revision);
    }

    public static String key(String name, int revision) {
        return name + ":" + revision;
    }

    /// The word of it in `BY_NAME`.
    public String place() {
        return "%s/%010d".formatted(name, Integer.MAX_VALUE - revision);
    }

    public boolean active() {
        return life instanceof Life.Active;
    }

    public boolean multiNode() {
        return configuration.type().equals("multinode");
    }

    public JobDefinition with(Life other) {
        return new JobDefinition(name, revision, configuration, other, taskDefinitions, tags, registeredAt);
    }

    public JobDefinition registeredAs(List<String> ecsTaskDefinitions) {
        return new JobDefinition(name, revision, configuration, life, ecsTaskDefinitions, tags, registeredAt);
    }

    public JobDefinition tagged(Map<String, String> all) {
        return new JobDefinition(name, revision, configuration, life, taskDefinitions, all, registeredAt);
    }
}
