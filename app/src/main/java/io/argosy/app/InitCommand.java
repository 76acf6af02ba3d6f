package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.NewProject;
import io.argosy.shipping.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy init`: what a folder needs to be deployed, written down.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes an argosy.toml and a task definition for a folder with a Dockerfile.")
final class InitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..1", description = "a folder with a Dockerfile (.)")
    private Path folder = Path.of(".");

    @Option(names = "--name", paramLabel = "NAME", description = "of the service (that of the folder)")
    private String name = "";

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "where it runs (default)")
    private String cluster = "default";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "a port of the host for the first port that the Dockerfile exposes (any that is free)")
    private int port;

    @Option(names = "--memory", paramLabel = "MIB", description = "the memory of a task (256)")
    private int memory = 256;

    @Option(names = "--region", paramLabel = "REGION", description = "where its log is (AWS_REGION, or local-1)")
    private String region = System.getenv().getOrDefault("AWS_REGION", "local-1");

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        var answers = new NewProject.Answers(name, cluster, port, memory, region);
        List<Path> written = new NewProject(folder, answers).write();
        var terminal = FleetCommands.here().terminal();
        written.forEach(file -> terminal.step("wrote " + file));
        if (written.isEmpty()) {
            terminal.step("nothing was written: " + folder.resolve(Project.FILE) + " is there");
        }
        terminal.flush();
        return 0;
    }
}
