package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.fleet.FleetPaths;
import io.argosy.app.fleet.Up;
import io.argosy.app.server.DataDirectory;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `argosy up`: see `fleet.Up`.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts server and agent on this machine and brings up the sample fleet.")
final class UpCommand implements Callable<Integer> {
    /// For the launcher, which has something to make first that takes long.
    @Option(names = "--check-ports", hidden = true, description = "only says whether the ports are free")
    private boolean onlyPorts;

    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
        FleetCommands here = FleetCommands.here();
        DataDirectory.checkOpen(here.home().data());
        new Up(here.home(), here.endpoint(), here.terminal()).checkPorts(here.listen());
        if (onlyPorts) {
            return 0;
        }
        here.home().make();
        for (String unheard : here.settings().keep()) {
            here.terminal().step(unheard + " is not used: " + here.settings().file() + " says how this one is set up");
        }
        String engine = System.getenv().getOrDefault("DOCKER_HOST", "");
        FleetPaths home = engine.isEmpty() ? here.home() : here.home().on(engine);
        new Up(home, here.endpoint(), here.terminal()).run();
        return 0;
    }
}
