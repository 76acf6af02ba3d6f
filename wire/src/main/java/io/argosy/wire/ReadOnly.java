package io.argosy.wire;

import java.util.List;

/// Tells by its name whether an operation only reads: it may be asked again, and is not worth a line in the log.
final class ReadOnly {
    private static final List<String> READING = List.of(
            "Describe",
            "List",
            "Get",
            "BatchGet",
            "BatchCheck",
            "Discover",
            "Filter",
            "Lookup",
            "Search",
            "Test",
            "Validate");

    private ReadOnly() {}

    static boolean is(String operation) {
        return READING.stream().anyMatch(operation::startsWith);
    }
}
