package io.argosy.app;

import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.Listen;
import io.argosy.app.fleet.FleetPaths;
import io.argosy.app.fleet.LocalFleet;
import io.argosy.app.fleet.Sample;
import io.argosy.app.fleet.ThisMachine;
import io.argosy.app.fleet.Up;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.hosts.LocalHosts;
import io.argosy.hosts.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `argosy up`: see `fleet.Up`.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts server and agent on this machine and brings up the sample fleet.")
final class UpCommand implements Callable<Integer> {
    /// What is lost is seen soon: this is for trying that out.
    private static final String LOST_AFTER = "20s";

    @Option(
            names = "--hosts",
            paramLabel = "N",
            description = "on N hosts in network namespaces of this machine, each with an engine and an agent; as root")
    private int hosts;

    @Option(
            names = "--sample",
            paramLabel = "NAME",
            description =
                    "shop (by itself), or etl: the shop on one host, and a nightly pipeline beside it that has more"
                            + " hosts made while it runs; as root")
    private String name = "shop";

    /// For the launcher, which has something to make first that takes long.
    @Option(names = "--check-ports", hidden = true, description = "only says whether the ports are free")
    private boolean onlyPorts;

    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
        FleetCommands here = FleetCommands.here();
        DataDirectory.checkOpen(here.home().data());
        Sample sample = sample();
        if (hosts != 0 || sample == Sample.ETL || LocalFleet.isIn(here.home())) {
            return onHosts(here, sample);
        }
        var machine = new ThisMachine(here.home(), here.listen(), here.endpoint(), here.terminal());
        machine.checkPorts();
        if (onlyPorts) {
            return 0;
        }
        here.home().make();
        keep(here, Map.of(), Map.of());
        String engine = System.getenv().getOrDefault("DOCKER_HOST", "");
        FleetPaths home = engine.isEmpty() ? here.home() : here.home().on(engine);
        var machines = new ThisMachine(home, here.listen(), here.endpoint(), here.terminal());
        new Up(home, here.endpoint(), here.terminal(), machines).run(sample);
        return 0;
    }

    private Sample sample() throws IOException {
        return switch (name) {
            case "shop" -> Sample.SHOP;
            case "etl" -> Sample.ETL;
            default -> throw new IOException("--sample: shop or etl, not " + name);
        };
    }

    private static void keep(FleetCommands here, Map<String, String> usual, Map<String, String> fixed)
            throws IOException, ConfigurationRefused {
        for (String unheard : here.settings().keep(usual, fixed)) {
            here.terminal().step(unheard + " is not used: " + here.settings().file() + " says how this one is set up");
        }
    }

    /// The server listens on the network that it shares with its hosts, and nowhere else.
    private int onHosts(FleetCommands first, Sample sample)
            throws IOException, InterruptedException, ConfigurationRefused {
        check(first, sample);
        FleetPaths home = first.home();
        home.make();
        DataDirectory.make(home.hosts());
        Listen listen = Files.exists(first.settings().file())
                ? first.listen()
                : new Listen(
                        Subnet.free(LocalHosts.preferredSubnet(home.hosts())).machine(),
                        first.listen().port());
        Map<String, String> fixed = new HashMap<>(sample.settings());
        fixed.put("listen", listen.toString());
        fixed.put("endpoint", listen.url("https").toString());
        fixed.put("tls", "auto");
        keep(first, Map.of("instances.lost-after", LOST_AFTER), fixed);
        FleetCommands here = FleetCommands.here();
        var machines = new LocalFleet(here.home(), here.endpoint(), here.terminal(), hosts, sample.share());
        new Up(here.home(), here.endpoint(), here.terminal(), machines).run(sample);
        return 0;
    }

    private void check(FleetCommands here, Sample sample) throws IOException, ConfigurationRefused {
        if (hosts < 0 || hosts > LocalHosts.MOST) {
            throw new IOException("--hosts: a number from 1 to " + LocalHosts.MOST + ", not " + hosts);
        }
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            throw new IOException("hosts on this machine are made of its network and engines: `up --hosts` needs root");
        }
        if (!LocalFleet.isIn(here.home()) && Files.exists(here.settings().file())) {
            throw new IOException(here.home().data() + " is set up for the engine of this machine itself: say"
                    + " `down --purge` first, or name another directory in ARGOSY_DATA_DIR");
        }
        if (sample == Sample.ETL
                && Files.exists(here.settings().file())
                && !here.settings().read().instances().groups().containsKey(Sample.GROUP)) {
            throw new IOException(here.home().data() + " was set up without the hosts that jobs have made: say"
                    + " `down --purge` first, or name another directory in ARGOSY_DATA_DIR");
        }
    }
}
