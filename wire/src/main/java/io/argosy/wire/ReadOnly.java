package io.argosy.wire;

import java.util.List;

/// Tells by its name whether an operation only reads, or writes what is a log itself; those are not worth a line in the
/// log each.
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
            "PutLogEvents",
            "Search",
            "Test",
            "Validate");

    private ReadOnly() {}

    static boolean is(String operation) {
        return READING.stream().anyMatch(operation::startsWith);
    }
}
