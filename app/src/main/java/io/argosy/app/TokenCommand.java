package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.fleet.JoinTokens;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `argosy token`: lets hosts join a cluster, and ends what let them.
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes join tokens and agents' keys.")
final class TokenCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cluster", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "the cluster (default)")
    private String cluster = "default";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "the server (AWS_ENDPOINT_URL, or the one of this machine)")
    private String endpoint = "";

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what to do: create, list or revoke");
        }
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Prints a token that lets hosts join.")
    int create(
            @Option(names = "--uses", paramLabel = "N", defaultValue = "1", description = "for how many hosts (1)")
                    int uses,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            defaultValue = "1h",
                            description = "30m, 1h, 7d: until when it can be used (1h)")
                    String expires,
            @Option(names = "--official", description = "a key pair for the official agent, which knows no tokens")
                    boolean official)
            throws IOException, ConfigurationRefused {
        Duration life = JoinTokens.lifetime(expires);
        return with(official ? tokens -> tokens.official(life) : tokens -> create(tokens, uses, life));
    }

    /// The line is for people: what a script takes is on standard output.
    private static void create(JoinTokens tokens, int uses, Duration life) throws IOException {
        String line = tokens.create(uses, life);
        System.err.println("a bare Debian 12 or 13 with curl becomes an instance by this line, as root:");
        System.err.println("  " + line);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows tokens and keys, without secrets.")
    int list() throws IOException, ConfigurationRefused {
        return with(JoinTokens::list);
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends tokens and keys.")
    int revoke(@Parameters(paramLabel = "ID", arity = "1..*", description = "as `list` shows them") String... ids)
            throws IOException, ConfigurationRefused {
        return with(tokens -> {
            for (String id : ids) {
                tokens.revoke(id);
            }
        });
    }

    private interface Work {
        void run(JoinTokens tokens) throws IOException;
    }

    private int with(Work work) throws IOException, ConfigurationRefused {
        try (var server = ServerConnection.open(endpoint)) {
            work.run(new JoinTokens(server.client(), cluster, server.terminal()));
        }
        return 0;
    }
}
