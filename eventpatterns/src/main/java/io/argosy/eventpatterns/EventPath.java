package io.argosy.eventpatterns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in an event: `$`, `$.detail.containers[0].name`.
public final class EventPath {
    private static final Pattern WHOLE = Pattern.compile("\\$(\\.[^.\\[\\]'\"$]+(\\[\\d{1,6}])*)*");
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d+)]");

    private final List<Step> steps;

    private sealed interface Step {
        record Member(String name) implements Step {}

        record Element(int place) implements Step {}
    }

    private EventPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /// Nothing for a text that names no place.
    public static Optional<EventPath> parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            String name = step.group(1);
            steps.add(name == null ? new Step.Element(Integer.parseInt(step.group(2))) : new Step.Member(name));
        }
        return Optional.of(new EventPath(steps));
    }

    /// What lies there, if anything does.
    public Optional<Object> in(Map<String, Object> event) {
        Optional<Object> found = Optional.of(event);
        for (Step step : steps) {
            found = found.flatMap(value -> next(value, step));
        }
        return found;
    }

    private static Optional<Object> next(Object value, Step step) {
        return switch (step) {
            case Step.Member(String name) ->
                value instanceof Map<?, ?> members ? Optional.ofNullable(members.get(name)) : Optional.empty();
            case Step.Element(int place) ->
                value instanceof List<?> items && place < items.size()
                        ? Optional.of(items.get(place))
                        : Optional.empty();
        };
    }
}
