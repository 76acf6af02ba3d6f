package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.fleet.LocalFleet;
import io.argosy.hosts.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `argosy hosts`: those that `up --hosts` made on this machine.
@Command(
        name = "hosts",
        mixinStandardHelpOptions = true,
        description = "Shows, stops and starts the hosts that `up --hosts` made on this machine.",
        subcommands = {HostsCommand.Listed.class, HostsCommand.Stop.class, HostsCommand.Start.class})
final class HostsCommand {
    private HostsCommand() {}

    private static LocalFleet fleet(FleetCommands here) throws IOException {
        if (!LocalFleet.isIn(here.home())) {
            throw new IOException(
                    "no hosts were made in " + here.home().data() + ": `argosy up --hosts 3` makes three");
        }
        return new LocalFleet(here.home(), here.endpoint(), here.terminal(), 0, Optional.empty());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows them.")
    static final class Listed implements Callable<Integer> {
        @Override
        public Integer call() throws IOException, ConfigurationRefused {
            FleetCommands here = FleetCommands.here();
            List<List<String>> rows = new ArrayList<>(List.of(List.of("HOST", "STATE", "ADDRESS", "ENGINE")));
            for (Host host : fleet(here).provider().list()) {
                rows.add(List.of(host.name(), host.state().toString(), host.address(), "unix://" + host.engine()));
            }
            here.terminal().table(rows);
            return 0;
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Ends hosts at once and without a goodbye, with all that runs on them; their disks stay.")
    static final class Stop implements Callable<Integer> {
        @Parameters(paramLabel = "HOST", arity = "1..*", description = "as `list` shows them")
        private List<String> names = new ArrayList<>();

        @Override
        public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
            FleetCommands here = FleetCommands.here();
            fleet(here).provider().stop(names);
            here.terminal().step("Gone: " + String.join(", ", names));
            return 0;
        }
    }

    @Command(name = "start", mixinStandardHelpOptions = true, description = "Brings back hosts that are stopped.")
    static final class Start implements Callable<Integer> {
        @Parameters(paramLabel = "HOST", arity = "1..*", description = "as `list` shows them")
        private List<String> names = new ArrayList<>();

        @Override
        public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
            FleetCommands here = FleetCommands.here();
            fleet(here).provider().start(names);
            here.terminal().step("Starting: " + String.join(", ", names));
            return 0;
        }
    }
}
