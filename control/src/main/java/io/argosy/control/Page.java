package io.argosy.control;

import java.util.List;
import java.util.Optional;

/// One page of a list, and the token that leads to the next one, if there is more.
public record Page<T>(List<T> items, Optional<String> nextToken) {
    public Page {
        items = List.copyOf(items);
    }
}
