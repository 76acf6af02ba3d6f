package io.argosy.app;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.fleet.Home;
import io.argosy.app.fleet.Terminal;
import io.argosy.app.server.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What `up` and `down` have in common: where things are, and which address the server of this machine has.
record FleetCommands(Home home, URI endpoint, Terminal terminal) {
    static FleetCommands here() throws IOException, ConfigurationRefused {
        Map<String, String> environment = System.getenv();
        Path data = DataDirectory.usual(environment);
        URI endpoint = new ConfigurationReader(environment, data)
                .read(Optional.empty(), Map.of())
                .endpoint();
        Path program = Path.of(environment.getOrDefault("ARGOSY_HOME", ".")).toAbsolutePath();
        boolean watched = System.console() != null && System.console().isTerminal();
        return new FleetCommands(new Home(program, data), endpoint, new Terminal(System.out, watched));
    }
}
