package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.NewProject;
import io.argosy.shipping.Project;
import io.argosy.shipping.Questions;
import io.argosy.views.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy init`: what a folder needs to be deployed, written down.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Writes an argosy.toml and a task definition for a folder with a Dockerfile; on a terminal it asks"
                        + " what no flag says.")
final class InitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..1", description = "a folder with a Dockerfile (.)")
    private Path folder = Path.of(".");

    @Option(names = "--name", paramLabel = "NAME", description = "of the service (that of the folder)")
    private Optional<String> name = Optional.empty();

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "where it runs (default)")
    private Optional<String> cluster = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "a port of the host for the first port that the Dockerfile exposes (any that is free)")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--memory", paramLabel = "MIB", description = "the memory of a task (256)")
    private Optional<Integer> memory = Optional.empty();

    @Option(
            names = "--health",
            paramLabel = "COMMAND",
            description = "tells in the container whether it is healthy (what HEALTHCHECK says)")
    private Optional<String> health = Optional.empty();

    @Option(names = "--region", paramLabel = "REGION", description = "where its log is (AWS_REGION, or local-1)")
    private String region = System.getenv().getOrDefault("AWS_REGION", "local-1");

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        Terminal terminal = FleetCommands.here().terminal();
        Questions questions = terminal.watched() ? new Questions(InitCommand::line) : Questions.ofNobody();
        var said = new Questions.Said(name, cluster, port, memory, health);
        List<Path> written = new NewProject(folder, questions.about(folder, said, region)).write();
        written.forEach(file -> terminal.step("wrote " + file));
        if (written.isEmpty()) {
            terminal.step("nothing was written: " + folder.resolve(Project.FILE) + " is there");
        }
        terminal.flush();
        return 0;
    }

    private static String line(String prompt) throws IOException {
        return Optional.ofNullable(Objects.requireNonNull(System.console()).readLine("%s", prompt))
                .orElseThrow(() -> new IOException("nothing was written"));
    }
}
