package io.argosy.agent.docker;

import java.util.Map;

/// A container in a listing.
public record Found(String id, String name, Map<String, String> labels) {
    static Found of(Fields listed) {
        String name = listed.texts("Names").stream().findFirst().orElse("");
        return new Found(listed.text("Id"), name.replaceFirst("^/", ""), listed.textMap("Labels"));
    }
}
