package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import java.io.IOException;
import picocli.CommandLine.Option;

/// What `status`, `why`, `top` and `logs` have in common: which server they ask, and for whom they write.
final class ViewOptions {
    /// For people, or for programs.
    enum Output {
        TEXT,
        JSON
    }

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "the server (AWS_ENDPOINT_URL, or the one of this machine)")
    private String endpoint = "";

    @Option(names = "--output", paramLabel = "FORM", description = "text, or json: one object (text)")
    private Output output = Output.TEXT;

    ServerConnection connection() throws IOException, ConfigurationRefused {
        return ServerConnection.open(endpoint);
    }

    boolean json() {
        return output == Output.JSON;
    }
}
