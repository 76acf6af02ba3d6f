package io.argosy.docker;

import java.time.Instant;
import java.util.Map;

/// Something that happened to a container: `action` is `die`, `oom`, `health_status: healthy`, …; the attributes hold
/// the container's labels and, for `die`, the exit code.
public record EngineEvent(String action, String containerId, Map<String, String> attributes, Instant at) {
    private static final long NANOS = 1_000_000_000L;

    static EngineEvent of(Fields told) {
        Fields actor = told.object("Actor");
        long nanos = told.number("timeNano");
        return new EngineEvent(
                told.text("Action"),
                actor.text("ID"),
                actor.textMap("Attributes"),
                Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS));
    }
}
