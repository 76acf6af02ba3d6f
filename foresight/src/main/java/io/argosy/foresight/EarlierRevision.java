package io.argosy.foresight;

import io.argosy.model.TaskDefinition;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.FieldChange;
import io.argosy.shapes.ecs.RegisterTaskDefinitionRequest;
import io.argosy.shapes.json.JsonDifference;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The newest revision of a family before another is registered, to say what is different in that.
final class EarlierRevision {
    /// What is the registry's and not the author's.
    private static final Set<String> NOT_WRITTEN = Set.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "requiresAttributes",
            "compatibilities");

    private static final int MOST_FIELDS = 500;

    private final Optional<TaskDefinition> newest;

    EarlierRevision(Trial trial, WantedChange change) {
        this.newest = change.registration()
                .map(RegisterTaskDefinitionRequest::family)
                .flatMap(family -> trial.scope().account().read().revisionsOf(family).stream()
                        .filter(TaskDefinition::active)
                        .reduce((_, newer) -> newer));
    }

    List<FieldChange> changes(io.argosy.shapes.ecs.TaskDefinition registered) {
        Map<String, Object> before = newest.map(TaskDefinition::content)
                .map(EarlierRevision::written)
                .orElse(Map.of());
        return JsonDifference.of(before, written(registered)).stream()
                .limit(MOST_FIELDS)
                .map(field -> FieldChange.builder()
                        .path(field.path())
                        .before(field.before())
                        .after(field.after())
                        .build())
                .toList();
    }

    private static Map<String, Object> written(io.argosy.shapes.ecs.TaskDefinition content) {
        try {
            Map<String, Object> members = JsonTree.object(new String(JsonCodec.write(content), StandardCharsets.UTF_8));
            members.keySet().removeAll(NOT_WRITTEN);
            return members;
        } catch (MalformedJson impossible) {
            throw new IllegalStateException("what we wrote cannot be read", impossible);
        }
    }
}
