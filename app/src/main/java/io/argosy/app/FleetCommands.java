package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Listen;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.app.fleet.FleetPaths;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.views.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What `up` and `down` have in common: where things are, and which address the server of this machine has.
record FleetCommands(FleetPaths home, Listen listen, URI endpoint, RememberedSettings settings, Terminal terminal) {
    static FleetCommands here() throws IOException, ConfigurationRefused {
        Map<String, String> environment = System.getenv();
        Path data = DataDirectory.usual(environment);
        var settings = new RememberedSettings(data, environment);
        ServerConfiguration server = settings.read();
        Path program = Path.of(environment.getOrDefault("ARGOSY_HOME", ".")).toAbsolutePath();
        boolean watched = System.console() != null && System.console().isTerminal();
        return new FleetCommands(
                new FleetPaths(program, data, agentFlags(server.policy())),
                server.listen(),
                server.endpoint(),
                settings,
                new Terminal(System.out, watched));
    }

    /// The agent holds tasks to its own policy, which here is the server's.
    static List<String> agentFlags(ServerConfiguration.Policy policy) {
        List<String> flags = new ArrayList<>();
        flags.add("--host-roots");
        flags.add(policy.hostRoots().stream().map(Path::toString).collect(Collectors.joining(",")));
        add(flags, "--allow-privileged", policy.privileged());
        add(flags, "--allow-host-pid", policy.hostPid());
        add(flags, "--allow-host-ipc", policy.hostIpc());
        add(flags, "--allow-docker-socket", policy.dockerSocket());
        return flags;
    }

    private static void add(List<String> flags, String flag, boolean wanted) {
        if (wanted) {
            flags.add(flag);
        }
    }
}
