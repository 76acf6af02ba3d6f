package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.Project;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `argosy deploy`: from a folder to a running service.
@Command(
        name = "deploy",
        description = "Builds a folder and brings its service to it; if that fails, back to what ran before.")
final class DeployCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions folder = new FolderOptions();

    @Mixin
    private ShippingOptions options = new ShippingOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        Project project = folder.project();
        return options.run(shipping -> shipping.deploy(project, folder.version(), options.patience()));
    }
}
