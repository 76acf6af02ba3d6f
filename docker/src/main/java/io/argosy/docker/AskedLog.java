package io.argosy.docker;

import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.acs.AcsContainer;
import java.util.Map;
import java.util.Optional;

/// The log driver that a container's definition names, with its options.
public record AskedLog(String driver, Map<String, String> options) {
    /// What a container's texts say of its log; nothing if they are silent.
    public static Optional<AskedLog> of(AcsContainer container) {
        String host = container
                .dockerConfig()
                .flatMap(AcsContainer.DockerConfig::hostConfig)
                .orElse("{}");
        try {
            return of(Fields.of(JsonTree.object(host)).object("LogConfig"));
        } catch (MalformedJson unreadable) {
            // The container is refused for it where it is made.
            return Optional.empty();
        }
    }

    static Optional<AskedLog> of(Fields logConfig) {
        return Optional.of(logConfig.text("Type"))
                .filter(driver -> !driver.isEmpty())
                .map(driver -> new AskedLog(driver, logConfig.textMap("Config")));
    }
}
