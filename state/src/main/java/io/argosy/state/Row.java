package io.argosy.state;

import java.util.Optional;

/// A change as the journal keeps it: whose it is, and the entity as JSON, or nothing when it came to its end.
public record Row(String store, String kind, String name, Optional<String> body) {
    static Row put(String store, String kind, String name, String body) {
        return new Row(store, kind, name, Optional.of(body));
    }
}
