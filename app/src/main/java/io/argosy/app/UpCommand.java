package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.fleet.Up;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `argosy up`: see `fleet.Up`.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts server and agent on this machine and brings up the sample fleet.")
final class UpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
        FleetCommands here = FleetCommands.here();
        here.home().make();
        for (String unheard : here.settings().keep()) {
            here.terminal().step(unheard + " is not used: " + here.settings().file() + " says how this one is set up");
        }
        new Up(here.home(), here.endpoint(), here.terminal()).run();
        return 0;
    }
}
