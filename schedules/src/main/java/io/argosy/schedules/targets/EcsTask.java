package io.argosy.schedules.targets;

import io.argosy.eventpatterns.EventPath;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `EcsParameters`, of a schedule or of a rule, as a request to run tasks. The two differ in their tags only.
final class EcsTask {
    /// What RunTask calls each of them; those that are not here begin with a small letter there.
    private static final Map<String, String> NAMES = Map.of(
            "TaskDefinitionArn",
            "taskDefinition",
            "TaskCount",
            "count",
            "EnableECSManagedTags",
            "enableECSManagedTags");

    private static final Map<String, String> NETWORK =
            Map.of("Subnets", "subnets", "SecurityGroups", "securityGroups", "AssignPublicIp", "assignPublicIp");

    private EcsTask() {}

    static RunTaskRequest.Builder of(Shape parameters) throws RefusedTarget {
        return of(tree(parameters));
    }

    /// Words that are a place in the event stand for what lies there.
    static RunTaskRequest.Builder of(Shape parameters, RuleEvent event) throws RefusedTarget {
        Map<String, Object> given = tree(parameters);
        if (event.none()) {
            return of(given);
        }
        Map<String, Object> members = event.members();
        Map<String, Object> taken = new LinkedHashMap<>();
        given.forEach((name, value) -> taken.put(name, taken(value, members)));
        return of(taken);
    }

    private static Object taken(Object value, Map<String, Object> event) {
        return switch (value) {
            case String text
            when text.startsWith("$.") ->
                EventPath.parse(text)
                        .flatMap(path -> path.in(event))
                        .filter(String.class::isInstance)
                        .orElse(text);
            case List<?> items -> items.stream().map(item -> taken(item, event)).toList();
            case Map<?, ?> members -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                members.forEach((name, item) -> all.put(name, taken(item, event)));
                yield all;
            }
            case Object other -> other;
        };
    }

    private static RunTaskRequest.Builder of(Map<String, Object> given) throws RefusedTarget {
        Map<String, Object> task = new LinkedHashMap<>();
        given.forEach((name, value) -> task.put(NAMES.getOrDefault(name, small(name)), value));
        Object network = task.remove("networkConfiguration");
        if (network instanceof Map<?, ?> configuration
                && configuration.get("awsvpcConfiguration") instanceof Map<?, ?> vpc) {
            Map<String, Object> renamed = new LinkedHashMap<>();
            vpc.forEach((name, value) -> renamed.put(NETWORK.getOrDefault(String.valueOf(name), ""), value));
            task.put("networkConfiguration", Map.of("awsvpcConfiguration", renamed));
        }
        Object tags = task.remove("tags");
        RunTaskRequest.Builder request = Inputs.read(task, RunTaskRequest.STRUCTURE).toBuilder();
        return request.tags(Optional.ofNullable(tags).map(EcsTask::tags));
    }

    /// `{"Key": …, "Value": …}` in any case is one tag; any other map is a tag for each of its keys.
    private static List<Tag> tags(Object given) {
        List<Tag> tags = new ArrayList<>();
        for (Object one : (List<?>) given) {
            Map<String, String> named = new LinkedHashMap<>();
            Map<?, ?> map = (Map<?, ?>) one;
            map.forEach((key, value) -> named.put(String.valueOf(key).toLowerCase(Locale.ROOT), String.valueOf(value)));
            if (named.containsKey("key")) {
                tags.add(tag(named.getOrDefault("key", ""), named.getOrDefault("value", "")));
            } else {
                map.forEach((key, value) -> tags.add(tag(String.valueOf(key), String.valueOf(value))));
            }
        }
        return tags;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static String small(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Map<String, Object> tree(Shape shape) {
        try {
            return JsonTree.object(new String(JsonCodec.write(shape), StandardCharsets.UTF_8));
        } catch (MalformedJson impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
