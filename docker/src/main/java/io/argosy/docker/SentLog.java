package io.argosy.docker;

import io.argosy.wire.acs.AcsContainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A log that the agent sends on itself, as the definition's `awslogs` with its options. The engine keeps it in files,
/// from which it is sent and `docker logs` reads: bounded, and enough for an hour of a thousand lines of a hundred
/// characters each second, as nobody may be there to take them.
public record SentLog(Map<String, String> options) {
    private static final String DRIVER = "awslogs";
    private static final Set<String> BUFFER = Set.of("mode", "max-buffer-size");
    private static final Map<String, String> ROOM = Map.of("max-size", "64m", "max-file", "10");

    /// What a container's texts say of such a log; nothing if it has another.
    public static Optional<SentLog> of(AcsContainer container) {
        return AskedLog.of(container).flatMap(SentLog::of);
    }

    static Optional<SentLog> of(AskedLog asked) {
        return asked.driver().equals(DRIVER) ? Optional.of(new SentLog(asked.options())) : Optional.empty();
    }

    public String driver() {
        return DRIVER;
    }

    /// What the engine is told instead.
    Map<String, Object> kept() {
        Map<String, String> config = new LinkedHashMap<>(ROOM);
        options.forEach((name, value) -> {
            if (BUFFER.contains(name)) {
                config.put(name, value);
            }
        });
        return Map.of("Type", "json-file", "Config", config);
    }
}
