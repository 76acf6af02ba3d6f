package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.fleet.Home;
import io.argosy.app.fleet.Up;
import io.argosy.app.server.DataDirectory;
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
        DataDirectory.checkOpen(here.home().data());
        new Up(here.home(), here.endpoint(), here.terminal()).checkPorts(here.listen());
        here.home().make();
        for (String unheard : here.settings().keep()) {
            here.terminal().step(unheard + " is not used: " + here.settings().file() + " says how this one is set up");
        }
        String engine = System.getenv().getOrDefault("DOCKER_HOST", "");
        Home home = engine.isEmpty() ? here.home() : here.home().on(engine);
        new Up(home, here.endpoint(), here.terminal()).run();
        return 0;
    }
}
