package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.views.ClusterReader;
import io.argosy.views.LocalLogs;
import io.argosy.views.WhyPage;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy why`: from a symptom to its cause and the next step.
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = "Says why something is as it is, and what to do; without a name, everything that is wrong.")
final class WhyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "a service, a task, a container instance, a join token, an agent's key or a task definition:"
                    + " its name, its id or the beginning of that, its ARN, or KIND/NAME")
    private String subject = "";

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "the cluster (default)")
    private String cluster = "default";

    @Option(
            names = "--docker",
            paramLabel = "ENGINE",
            description = "this machine's engine, for last lines (DOCKER_HOST, or the usual one)")
    private String engine = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused {
        try (var server = options.connection()) {
            var reader = new ClusterReader(server.client(), cluster);
            var page = new WhyPage(reader, new LocalLogs(engine), Instant.now());
            if (options.json()) {
                server.terminal().document(page.document(subject));
            } else {
                page.print(subject, server.terminal());
            }
        }
        return 0;
    }
}
