package io.argosy.eventpatterns;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with places for parts of an event (schedules-events-logs 2.7). In a quoted string a part is text; anywhere
/// else it is JSON.
public final class InputTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");
    private static final String OURS = "aws.events.";
    private static final String RULE_ARN = "aws.events.rule-arn";
    private static final String RULE_NAME = "aws.events.rule-name";
    private static final String INGESTION = "aws.events.event.ingestion-time";
    private static final String EVENT = "aws.events.event";
    private static final String WHOLE_EVENT = "aws.events.event.json";
    private static final List<String> PREDEFINED = List.of(RULE_ARN, RULE_NAME, INGESTION, EVENT, WHOLE_EVENT);
    private static final int MOST_PATHS = 100;

    private final Map<String, EventPath> paths;
    private final String template;
    private final boolean json;
    private final String target;

    private InputTemplate(Map<String, EventPath> paths, String template, String target) {
        this.paths = paths;
        this.template = template;
        this.json = template.strip().startsWith("{");
        this.target = target;
    }

    /// Checked for the target of this id.
    public static InputTemplate of(Map<String, String> paths, String template, String target) throws RefusedInput {
        Map<String, EventPath> read = new LinkedHashMap<>();
        for (Map.Entry<String, String> path : paths.entrySet()) {
            read.put(
                    path.getKey(),
                    EventPath.parse(path.getValue())
                            .filter(_ -> !path.getKey().startsWith(OURS))
                            .orElseThrow(() -> new RefusedInput("InputPath for target " + target + " is invalid.")));
        }
        if (read.size() > MOST_PATHS) {
            throw new RefusedInput("InputPathsMap for target " + target + " has more than " + MOST_PATHS + " paths.");
        }
        var checked = new InputTemplate(read, template, target);
        checked.requireKnown();
        checked.filled(Map.of(), new RuleFacts("", "", java.time.Instant.EPOCH));
        return checked;
    }

    private void requireKnown() throws RefusedInput {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            if (!paths.containsKey(name) && !PREDEFINED.contains(name)) {
                throw new RefusedInput(
                        "InputTemplate for target " + target + " contains invalid placeholder " + name + ".");
            }
            if (name.equals(WHOLE_EVENT) && !json) {
                throw new RefusedInput("InputTemplate for target " + target + " contains placeholder " + WHOLE_EVENT
                        + " valid only for JSON template.");
            }
        }
    }

    /// With parts of this event in their places.
    public String filled(Map<String, Object> event, RuleFacts facts) throws RefusedInput {
        var text = new StringBuilder();
        boolean quoted = false;
        Matcher placeholder = PLACEHOLDER.matcher(template);
        int place = 0;
        while (placeholder.find(place)) {
            quoted = copied(text, place, placeholder.start(), quoted);
            Optional<Object> part = part(placeholder.group(1), event, facts);
            text.append(quoted ? inText(part) : JsonTree.write(part.orElse("")));
            place = placeholder.end();
        }
        copied(text, place, template.length(), quoted);
        return delivered(text.toString());
    }

    /// Whether a quoted string is open behind what was copied.
    private boolean copied(StringBuilder text, int from, int to, boolean quoted) {
        boolean open = quoted;
        boolean escaped = false;
        for (int i = from; i < to; i++) {
            char letter = template.charAt(i);
            if (letter == '"' && !escaped) {
                open = !open;
            }
            escaped = letter == '\\' && !escaped;
            text.append(letter);
        }
        return open;
    }

    private String inText(Optional<Object> part) throws RefusedInput {
        return switch (part.orElse("")) {
            case String words -> escaped(words);
            case List<?> _
            when json ->
                throw new RefusedInput("InputTemplate for target " + target + " has an array within a string.");
            case List<?> items -> unquoted(items);
            case Map<?, ?> members -> unquoted(members);
            case Object plain -> JsonTree.write(plain);
        };
    }

    private static String escaped(String words) {
        String quoted = JsonTree.write(words);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String unquoted(Object value) {
        return JsonTree.write(value).replace("\"", "");
    }

    private Optional<Object> part(String name, Map<String, Object> event, RuleFacts facts) {
        return switch (name) {
            case RULE_ARN -> Optional.of(facts.arn());
            case RULE_NAME -> Optional.of(facts.name());
            case INGESTION -> Optional.of(facts.ingested().toString());
            case EVENT -> Optional.of(withoutDetail(event));
            case WHOLE_EVENT -> Optional.of(event);
            default -> Optional.ofNullable(paths.get(name)).flatMap(path -> path.in(event));
        };
    }

    private static Map<String, Object> withoutDetail(Map<String, Object> event) {
        Map<String, Object> rest = new LinkedHashMap<>();
        event.forEach((name, value) -> rest.put(name.equals("detail-type") ? "detailType" : name, value));
        rest.remove("detail");
        return rest;
    }

    private String delivered(String text) throws RefusedInput {
        if (json) {
            try {
                JsonTree.object(text);
            } catch (MalformedJson malformed) {
                throw new RefusedInput(
                        "InputTemplate for target " + target + " makes no JSON: " + malformed.getMessage());
            }
        }
        return text;
    }
}
