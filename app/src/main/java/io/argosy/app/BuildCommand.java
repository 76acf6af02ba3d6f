package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.shipping.Project;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `argosy build`: from a folder to an image in the registry.
@Command(name = "build", description = "Builds the image of a folder and pushes it to the registry.")
final class BuildCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions folder = new FolderOptions();

    @Option(names = "--remote", description = "builds on an instance of the cluster, and needs no docker here")
    private boolean remote;

    @Option(names = "--git", paramLabel = "URL", description = "builds this git repository there instead of a folder")
    private String git = "";

    @Option(names = "--ref", paramLabel = "REF", description = "its branch, tag or commit (HEAD)")
    private String ref = "HEAD";

    @Option(names = "--image", paramLabel = "REPOSITORY", description = "what its image is called (needed with --git)")
    private String image = "";

    @Option(names = "--cluster", paramLabel = "CLUSTER", description = "where --git is built (default)")
    private String cluster = "default";

    @Mixin
    private ViewOptions view = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        if (!git.isEmpty()) {
            if (image.isEmpty()) {
                throw new IOException("--git needs --image: the repository that its image goes to");
            }
            return ShippingOptions.run(
                    view, shipping -> shipping.buildRemotely(image, cluster, git, ref, folder.version()));
        }
        Project project = folder.project();
        return ShippingOptions.run(view, shipping -> {
            if (remote) {
                return shipping.buildRemotely(project, folder.version());
            }
            shipping.build(project, folder.version());
            return true;
        });
    }
}
