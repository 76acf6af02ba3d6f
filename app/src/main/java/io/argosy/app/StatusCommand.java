package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.views.ClusterReader;
import io.argosy.views.StatusPage;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `argosy status`: a cluster on one screen.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows a cluster: what is wrong, its instances and its services.")
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CLUSTER", arity = "0..1", description = "the cluster (default)")
    private String cluster = "default";

    @Mixin
    private ViewOptions options = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused {
        try (var server = options.connection()) {
            var page = StatusPage.read(new ClusterReader(server.client(), cluster), Instant.now());
            if (options.json()) {
                server.terminal().document(page.document());
            } else {
                page.print(server.terminal());
            }
        }
        return 0;
    }
}
