package io.argosy.state;

import java.util.Optional;

/// An entity as the journal keeps it: the row that is its own, whose it is, of which kind and version of that kind, and
/// its content as JSON, or nothing when it came to its end. `before` says what a change replaced: nothing for what is
/// new, all of what came to its end, else the members that were different, null for those that were not there.
public record Row(
        long id, String store, String kind, int version, String name, Optional<String> body, Optional<String> before) {
    /// A row as it lies there, of which nobody asks what it replaced.
    public static Row live(long id, String store, String kind, int version, String name, String body) {
        return new Row(id, store, kind, version, name, Optional.of(body), Optional.empty());
    }

    @Override
    public String toString() {
        return kind + " " + name + " of " + store;
    }
}
