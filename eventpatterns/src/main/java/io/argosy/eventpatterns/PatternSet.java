package io.argosy.eventpatterns;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.Machine;

/// Patterns by name, compiled into one machine: an event costs about the same whatever their number.
public final class PatternSet {
    private final Machine machine = Machine.builder().build();

    /// Of checked patterns.
    public PatternSet(Map<String, EventPattern> patterns) {
        patterns.forEach(this::add);
    }

    private void add(String name, EventPattern pattern) {
        try {
            machine.addRule(name, pattern.text());
        } catch (IOException unchecked) {
            throw new IllegalArgumentException("the pattern of " + name + " was not checked", unchecked);
        }
    }

    /// The names of those that mean the event of this text.
    public List<String> matching(String event) {
        try {
            return machine.rulesForJSONEvent(event);
        } catch (Exception broken) {
            throw new IllegalArgumentException("not an event", broken);
        }
    }
}
