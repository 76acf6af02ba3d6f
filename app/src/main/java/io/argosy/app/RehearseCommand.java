package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.app.server.ArgosyServer;
import io.argosy.app.server.Environment;
import io.argosy.shapes.ecr.DescribeRepositoriesRequest;
import io.argosy.shapes.ecr.Ecr;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy rehearse`: a short life of a server and a client in a folder of their own, from which Java's start-up cache
/// is made after a build. With words, these start an agent, which joins and runs a task: its cache is made by its own
/// process, of what an agent loads and nothing else.
@Command(name = "rehearse", hidden = true, description = "Runs server and client once, for the start-up cache.")
final class RehearseCommand implements Callable<Integer> {
    @Option(names = "--image", paramLabel = "NAME", description = "on the engine; what the agent's task runs")
    private String image = "";

    @Parameters(paramLabel = "WORD", description = "what starts the agent that is to rehearse")
    private List<String> agent = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
        Path folder = Files.createTempDirectory("argosy-rehearsal");
        try {
            live(ServerCommand.ofRehearsal(folder, "127.0.0.1:0"), folder);
        } finally {
            remove(folder);
        }
        return 0;
    }

    private void live(ServerConfiguration configuration, Path folder)
            throws IOException, InterruptedException, ConfigurationRefused {
        var trust = new Trust.OfFile(folder.resolve("tls").resolve("ca.pem"));
        try (ArgosyServer server = ArgosyServer.start(configuration, Environment.real(), Optional.of(folder));
                var outbound = new Outbound(Duration.ofSeconds(5), trust)) {
            ApiClient client = client(outbound, server.endpoint(), folder);
            if (agent.isEmpty()) {
                URI plain = URI.create("http://" + server.endpoint().getAuthority());
                talk(client(outbound, plain, folder), 20);
                talk(client, 1);
            } else {
                new AgentRehearsal(client, server.endpoint(), folder, image).run(agent);
            }
        }
    }

    private static ApiClient client(Outbound outbound, URI endpoint, Path folder) throws IOException {
        return new ApiClient(
                outbound, endpoint, identity(folder), Environment.real().clock());
    }

    private static ClientIdentity identity(Path folder) throws IOException {
        return new AwsCredentialsChain(Map.of(
                        "AWS_SHARED_CREDENTIALS_FILE",
                        folder.resolve("credentials").toString(),
                        "AWS_CONFIG_FILE",
                        folder.resolve("config").toString()))
                .find();
    }

    private static void talk(ApiClient client, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            client.call(
                    Ecr.DESCRIBE_REPOSITORIES,
                    DescribeRepositoriesRequest.builder().build());
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
