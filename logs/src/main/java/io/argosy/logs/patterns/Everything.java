package io.argosy.logs.patterns;

import io.argosy.logs.store.MessageText;
import java.util.Map;

/// The empty pattern.
record Everything() implements FilterPattern {
    @Override
    public boolean mayMatchIn(MessageText block) {
        return true;
    }

    @Override
    public boolean matches(MessageText message) {
        return true;
    }

    @Override
    public Map<String, String> extracted(MessageText message) {
        return Map.of();
    }
}
