package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Parse;
import io.argosy.app.configuration.WorldFailure;
import io.argosy.app.fleet.FleetPaths;
import io.argosy.app.fleet.JoinTokens;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.access.AwsCredentialsChain;
import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `argosy token`: lets hosts join a cluster, and ends what let them. It signs like every AWS tool does, or with the
/// key of a server on this machine.
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes join tokens and agents' keys.")
final class TokenCommand implements Runnable {
    private static final Set<String> KEY_VARIABLES =
            Set.of("AWS_ACCESS_KEY_ID", "AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--cluster", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "the cluster (default)")
    private String cluster = "default";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "the server (AWS_ENDPOINT_URL, or the one of this machine)")
    private @Nullable String endpoint;

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
        FleetCommands here = FleetCommands.here();
        Map<String, String> environment = new HashMap<>(System.getenv());
        Path own = here.home().data().resolve("credentials");
        if (Files.isReadable(own) && KEY_VARIABLES.stream().noneMatch(environment::containsKey)) {
            environment.putAll(here.home().awsFiles());
        }
        URI server = server(environment, here.endpoint());
        Trust trust = server.equals(here.endpoint()) ? here.home().trust(environment) : FleetPaths.bundle(environment);
        try (var outbound = new Outbound(Duration.ofSeconds(5), trust)) {
            var client = new ApiClient(outbound, server, identity(environment, own), InstantSource.system());
            work.run(new JoinTokens(client, cluster, here.terminal()));
        }
        return 0;
    }

    private static ClientIdentity identity(Map<String, String> environment, Path own) throws IOException {
        try {
            return new AwsCredentialsChain(environment).find();
        } catch (IOException none) {
            String hint = environment.containsKey("AWS_SHARED_CREDENTIALS_FILE")
                    ? ""
                    : "\n(on the server's machine its own key is used, which " + own + " holds for its owner)";
            throw new IOException(WorldFailure.words(none) + hint, none);
        }
    }

    private URI server(Map<String, String> environment, URI usual) throws IOException {
        if (endpoint != null) {
            return Parse.endpoint("--endpoint", endpoint);
        }
        String named = environment.getOrDefault("AWS_ENDPOINT_URL", "");
        return named.isEmpty() ? usual : Parse.endpoint("AWS_ENDPOINT_URL", named);
    }
}
