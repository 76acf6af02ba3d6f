package io.argosy.wire.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of a request that a signature covers, the body aside: path and query as they stand on the wire, headers
/// by lower-case name.
public record RequestHead(String method, String rawPath, String rawQuery, Map<String, List<String>> headers) {
    /// The first value of a header, given by its lower-case name.
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}
