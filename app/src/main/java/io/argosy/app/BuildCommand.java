package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.Project;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `argosy build`: from a folder to an image in the registry.
@Command(name = "build", description = "Builds the image of a folder and pushes it to the registry.")
final class BuildCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions folder = new FolderOptions();

    @Mixin
    private ViewOptions view = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        Project project = folder.project();
        return ShippingOptions.run(view, shipping -> {
            shipping.build(project, folder.version());
            return true;
        });
    }
}
