package io.argosy.app;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.app.server.ArgosyServer;
import io.argosy.app.server.Environment;
import io.argosy.app.server.ServerKinds;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.datadirectory.JournalRepair;
import io.argosy.state.UnreadableRow;
import io.argosy.wire.LoggedText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `argosy server`: the control plane in the foreground, until it is asked to stop.
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Runs the control plane. Every setting is also a key of a TOML file and an ARGOSY_ variable.")
final class ServerCommand implements Callable<Integer> {
    private static final int WIDEST = 2_000;

    private final Map<String, String> flags = new HashMap<>();

    @Mixin
    final LogLevel logLevel = new LogLevel();

    @Option(names = "--config", paramLabel = "FILE", description = "settings in TOML; see docs/operating.md")
    private @Nullable Path config;

    @Option(
            names = "--repair",
            description = "first sets aside what the journal holds and this version cannot read, and says what it was")
    private boolean repair;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "where to listen (127.0.0.1:9080)")
    void listen(String value) {
        flags.put("listen", value);
    }

    @Option(names = "--data-dir", paramLabel = "DIR", description = "where everything durable is kept")
    void dataDir(String value) {
        flags.put("data-dir", value);
    }

    @Option(names = "--endpoint", paramLabel = "URL", description = "the URL that agents and clients use")
    void endpoint(String value) {
        flags.put("endpoint", value);
    }

    @Option(names = "--account-id", paramLabel = "ID", description = "the account, 12 digits (123456789012)")
    void accountId(String value) {
        flags.put("account-id", value);
    }

    @Option(names = "--region", paramLabel = "NAME", description = "the region written to DIR/config (local-1)")
    void region(String value) {
        flags.put("region", value);
    }

    @Option(names = "--regions", paramLabel = "NAME,…", description = "the regions that exist (any)")
    void regions(String value) {
        flags.put("regions", value);
    }

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "the first key pair of a new data directory, instead of a made one")
    void credentials(String value) {
        flags.put("credentials", value);
    }

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any other setting, like tasks.healthy-after=5s")
    void set(Map<String, String> values) {
        flags.putAll(values);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
        Map<String, String> environment = System.getenv();
        var reader = new ConfigurationReader(environment, DataDirectory.usual(environment));
        ServerConfiguration configuration = reader.read(Optional.ofNullable(config), flags);
        if (repair) {
            repair(configuration.dataDir());
        }
        Optional<Path> home =
                Optional.ofNullable(environment.get("ARGOSY_HOME")).map(Path::of);
        ArgosyServer server = ArgosyServer.start(configuration, Environment.real(), home);
        UntilStopped.hold(server);
        System.out.println("argosy server ready on " + server.endpoint());
        Systemd.ready();
        return UntilStopped.await();
    }

    private static void repair(Path dataDir) throws IOException {
        List<UnreadableRow> aside = JournalRepair.of(dataDir, ServerKinds.ALL, InstantSource.system());
        aside.forEach(row -> System.out.println(LoggedText.of("set aside: " + row, WIDEST)));
        System.out.println(
                aside.isEmpty()
                        ? "the journal can be read whole: nothing was set aside"
                        : aside.size() + " set aside, kept in the table `aside` of the journal");
    }
}
