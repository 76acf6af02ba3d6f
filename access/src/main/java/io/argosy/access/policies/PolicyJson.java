package io.argosy.access.policies;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON of policies, where one thing may stand for a list of one.
final class PolicyJson {
    private PolicyJson() {}

    static Map<String, Object> parse(String text) throws MalformedPolicy {
        try {
            return JsonTree.object(text);
        } catch (MalformedJson malformed) {
            throw new MalformedPolicy("This policy contains invalid Json");
        }
    }

    static Map<String, Object> object(Object value, String where) throws MalformedPolicy {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MalformedPolicy("Syntax errors in policy: " + where + " must be a JSON object.");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((name, member) -> members.put(String.valueOf(name), (Object) member));
        return members;
    }

    static List<Object> oneOrMany(Object value) {
        return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
    }

    static List<String> texts(Object value) throws MalformedPolicy {
        List<String> texts = new ArrayList<>();
        for (Object item : oneOrMany(value)) {
            if (!(item instanceof String || item instanceof Number || item instanceof Boolean)) {
                throw new MalformedPolicy("Syntax errors in policy.");
            }
            texts.add(String.valueOf(item));
        }
        return texts;
    }
}
