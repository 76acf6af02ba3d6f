package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Parse;
import io.argosy.app.fleet.FleetPaths;
import io.argosy.views.Terminal;
import io.argosy.wire.ApiClient;
import io.argosy.wire.FeedClient;
import io.argosy.wire.Outbound;
import io.argosy.wire.WorldFailure;
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

/// A command's way to a server: which server, as whom, with which trust. It signs like every AWS tool does, or
/// with the key of a server on this machine.
record ServerConnection(Outbound outbound, ApiClient client, FeedClient feeds, Terminal terminal)
        implements AutoCloseable {
    private static final Set<String> KEY_VARIABLES =
            Set.of("AWS_ACCESS_KEY_ID", "AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE");

    /// To `endpoint`, or where it is empty to what AWS_ENDPOINT_URL names, or to the server of this machine.
    static ServerConnection open(String endpoint) throws IOException, ConfigurationRefused {
        FleetCommands here = FleetCommands.here();
        Map<String, String> environment = new HashMap<>(System.getenv());
        Path own = here.home().data().resolve("credentials");
        if (Files.isReadable(own) && KEY_VARIABLES.stream().noneMatch(environment::containsKey)) {
            environment.putAll(here.home().awsFiles());
        }
        ClientIdentity identity = identity(environment, own);
        URI server = server(endpoint, environment, here.endpoint());
        Trust trust = server.equals(here.endpoint()) ? here.home().trust(environment) : FleetPaths.bundle(environment);
        var outbound = new Outbound(Duration.ofSeconds(5), trust);
        var client = new ApiClient(outbound, server, identity, InstantSource.system());
        var feeds = new FeedClient(outbound, server, identity, InstantSource.system());
        return new ServerConnection(outbound, client, feeds, here.terminal());
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

    private static URI server(String endpoint, Map<String, String> environment, URI usual) throws IOException {
        if (!endpoint.isEmpty()) {
            return Parse.endpoint("--endpoint", endpoint);
        }
        String named = environment.getOrDefault("AWS_ENDPOINT_URL", "");
        return named.isEmpty() ? usual : Parse.endpoint("AWS_ENDPOINT_URL", named);
    }

    @Override
    public void close() {
        outbound.close();
    }
}
