package io.argosy.docker;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// A container in a listing.
public record Found(String id, String name, boolean running, Instant created, Map<String, String> labels) {
    private static final Set<String> RUNNING = Set.of("running", "paused", "restarting");

    static Found of(Fields listed) {
        String name = listed.texts("Names").stream().findFirst().orElse("");
        return new Found(
                listed.text("Id"),
                name.replaceFirst("^/", ""),
                RUNNING.contains(listed.text("State")),
                Instant.ofEpochSecond(listed.number("Created")),
                listed.textMap("Labels"));
    }
}
