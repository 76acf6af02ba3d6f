package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `argosy revisions`: what a service runs and has run.
@Command(
        name = "revisions",
        mixinStandardHelpOptions = true,
        description = "Shows the revisions a service can go to, the newest first.")
final class RevisionsCommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private ViewOptions view = new ViewOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        return ShippingOptions.run(view, shipping -> {
            shipping.revisions(service.cluster(), service.service());
            return true;
        });
    }
}
