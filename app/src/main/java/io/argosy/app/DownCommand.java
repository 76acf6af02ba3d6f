package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.fleet.Down;
import io.argosy.datadirectory.DataDirectory;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `argosy down`: see `fleet.Down`.
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops what `up` started.")
final class DownCommand implements Callable<Integer> {
    @Option(names = "--purge", description = "removes its data, the sample's containers, volumes and images too")
    private boolean purge;

    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
        FleetCommands here = FleetCommands.here();
        DataDirectory.checkOpen(here.home().data());
        new Down(here.home(), here.endpoint(), here.terminal()).run(purge);
        return 0;
    }
}
