package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy deploy`: from a folder to a running service.
@Command(
        name = "deploy",
        description = "Builds a folder and brings its service to it; if that fails, back to what ran before.")
final class DeployCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "a folder with an argosy.toml (.)")
    private Path folder = Path.of(".");

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "the version, which is the image's tag (what git describe says, or what the image is)")
    private String version = "";

    @Mixin
    private ShippingOptions options = new ShippingOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        Project project = Project.read(folder);
        return options.run(shipping -> shipping.deploy(project, version, options.patience()));
    }
}
