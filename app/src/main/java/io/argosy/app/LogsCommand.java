package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Parse;
import io.argosy.docker.Docker;
import io.argosy.views.LocalLogs;
import io.argosy.views.logs.LogPrinter;
import io.argosy.views.logs.LogsView;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy logs`: what the containers of a service or a task wrote, wherever that is kept.
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description =
                "Shows what the containers of a service or a task wrote, lines of all in the order of their times.")
final class LogsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            description = "a service or a task, running or stopped: its name, its id or the beginning"
                    + " of that, its ARN, service/NAME or task/ID")
    private String subject = "";

    @Option(
            names = {"-f", "--follow"},
            description = "goes on with what is written, new tasks of the service included, until interrupted")
    private boolean follow;

    @Option(names = "--since", paramLabel = "TIME", description = "as 10m, 2h or 2026-11-27T06:00:00Z (all there is)")
    private String since = "";

    @Option(names = "--grep", paramLabel = "PATTERN", description = "only lines in which this expression is found")
    private @Nullable String grep;

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "the cluster (default)")
    private String cluster = "default";

    @Option(
            names = "--docker",
            paramLabel = "ENGINE",
            description = "this machine's engine, for logs that it keeps (DOCKER_HOST, or the usual one)")
    private String engine = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        Instant from = from(Instant.now());
        Optional<Pattern> wanted = wanted();
        Optional<Docker> docker = new LocalLogs(engine).engine();
        try (var server = options.connection()) {
            var printer = new LogPrinter(server.terminal(), options.json(), wanted);
            var view = new LogsView(server.client(), cluster, docker, printer);
            view.show(subject, from);
            if (follow) {
                view.follow(subject, from);
            }
        } finally {
            docker.ifPresent(Docker::close);
        }
        return 0;
    }

    private Instant from(Instant now) throws IOException {
        return since.isEmpty() ? Instant.EPOCH : Parse.moment("--since", since, now);
    }

    private Optional<Pattern> wanted() throws IOException {
        try {
            return Optional.ofNullable(grep).map(Pattern::compile);
        } catch (PatternSyntaxException broken) {
            throw new IOException("--grep " + grep + ": " + broken.getDescription(), broken);
        }
    }
}
