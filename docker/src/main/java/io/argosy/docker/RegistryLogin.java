package io.argosy.docker;

import io.argosy.shapes.json.JsonTree;
import io.argosy.wire.access.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// With what the engine logs in to a registry for a pull.
public record RegistryLogin(String username, Secret password, String registry) {
    String header() {
        String json =
                JsonTree.write(Map.of("username", username, "password", password.reveal(), "serveraddress", registry));
        return Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
