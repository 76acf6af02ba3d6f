package io.argosy.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML 1.2 as maps, lists and scalars, with the merge key `<<` that compose files use for what they have in common.
final class Yaml {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 40;
    private static final String MERGE = "<<";

    private Yaml() {}

    /// The mapping that the text is; a text that is none says where it went wrong.
    static Map<String, Object> mapping(String name, String text) throws ComposeRefused {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MOST_CHARACTERS)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .build();
        Object tree;
        try {
            tree = new Load(settings).loadFromString(text);
        } catch (YamlEngineException wrong) {
            throw new ComposeRefused(List.of(name + " is no YAML: " + wrong.getMessage()));
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new ComposeRefused(List.of(name + " has no services"));
        }
        return merged(name, map, 0);
    }

    private static Object value(String name, Object value, int depth) throws ComposeRefused {
        return switch (value) {
            case Map<?, ?> map -> merged(name, map, depth);
            case List<?> list -> {
                var items = new ArrayList<Object>();
                for (Object item : list) {
                    items.add(item == null ? "" : value(name, item, depth + 1));
                }
                yield items;
            }
            default -> value;
        };
    }

    /// What is merged stands behind what the mapping says itself.
    private static Map<String, Object> merged(String name, Map<?, ?> map, int depth) throws ComposeRefused {
        if (depth > DEEPEST) {
            throw new ComposeRefused(List.of(name + " is deeper than " + DEEPEST + " levels"));
        }
        Map<String, Object> own = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String key = String.valueOf(member.getKey());
            if (!key.equals(MERGE)) {
                own.put(key, member.getValue() == null ? Null.NULL : value(name, member.getValue(), depth + 1));
            }
        }
        Object behind = map.get(MERGE);
        for (Object source :
                behind instanceof List<?> several ? several : behind == null ? List.of() : List.of(behind)) {
            if (!(source instanceof Map<?, ?> more)) {
                throw new ComposeRefused(List.of(name + ": << merges mappings only"));
            }
            merged(name, more, depth + 1).forEach(own::putIfAbsent);
        }
        return own;
    }

    /// A member that is there and has no value.
    enum Null {
        NULL;

        @Override
        public String toString() {
            return "";
        }
    }
}
