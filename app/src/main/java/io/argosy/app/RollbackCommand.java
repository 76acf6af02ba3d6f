package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `argosy rollback`: to what ran before.
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Brings a service to the revision before its own.")
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(names = "--to", paramLabel = "REVISION", description = "the revision to go to (the one before)")
    private int revision;

    @Mixin
    private ShippingOptions options = new ShippingOptions();

    @Override
    public Integer call() throws IOException, ConfigurationRefused, InterruptedException {
        return options.run(
                shipping -> shipping.rollBack(service.cluster(), service.service(), revision, options.patience()));
    }
}
