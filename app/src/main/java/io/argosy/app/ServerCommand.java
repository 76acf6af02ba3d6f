package io.argosy.app;

import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.app.configuration.Tls;
import io.argosy.app.server.ArgosyServer;
import io.argosy.app.server.Environment;
import io.argosy.app.server.ServerKinds;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.datadirectory.JournalRepair;
import io.argosy.state.UnreadableRow;
import io.argosy.wire.LoggedText;
import io.argosy.wire.tls.KeyPairs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `argosy server`: the control plane in the foreground, until it is asked to stop. Its options are described by
/// hand: what picocli reads from annotations takes a third of a start's time.
final class ServerCommand implements Callable<Integer> {
    static final String NAME = "server";

    private static final int WIDEST = 2_000;
    private static final String SET = "--set";
    private static final String CONFIG = "--config";
    private static final String REPAIR = "--repair";
    /// Those that are settings by the same name.
    private static final List<OptionSpec> SETTINGS = List.of(
            option("--listen", "HOST:PORT", "where to listen (127.0.0.1:9080)"),
            option("--data-dir", "DIR", "where everything durable is kept"),
            option("--endpoint", "URL", "the URL that agents and clients use"),
            option("--account-id", "ID", "the account, 12 digits (123456789012)"),
            option("--region", "NAME", "the region written to DIR/config (local-1)"),
            option("--regions", "NAME,…", "the regions that exist (any)"),
            option("--credentials", "FILE", "the first key pair of a new data directory, instead of a made one"));

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    static CommandSpec described() {
        return new ServerCommand().withOptions();
    }

    /// The configuration of `argosy server` with a CA of its own, as that command comes to it.
    static ServerConfiguration ofRehearsal(Path dataDir, String listen) throws IOException, ConfigurationRefused {
        String[] words = {NAME, "--data-dir", dataDir.toString(), "--listen", listen, SET, "tls=auto"};
        var server = new ServerCommand();
        var program = new CommandLine(CommandSpec.create().addSubcommand(NAME, server.withOptions()));
        program.parseArgs(words);
        return server.configuration(Map.of());
    }

    private CommandSpec withOptions() {
        spec.name(NAME);
        spec.usageMessage()
                .description(
                        "Runs the control plane. Every setting is also a key of a TOML file and an ARGOSY_ variable.");
        SETTINGS.forEach(setting -> spec.addOption(OptionSpec.builder(setting).build()));
        return StandardOptions.addTo(spec)
                .addOption(LogLevel.option())
                .addOption(option(CONFIG, "FILE", "settings in TOML; see docs/operating.md"))
                .addOption(OptionSpec.builder(REPAIR)
                        .description("first sets aside what the journal holds and this version cannot read, and says"
                                + " what it was")
                        .build())
                .addOption(OptionSpec.builder(SET)
                        .paramLabel("KEY=VALUE")
                        .type(Map.class)
                        .auxiliaryTypes(String.class, String.class)
                        .description("any other setting, like tasks.healthy-after=5s")
                        .build());
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    /// What the words that were parsed and the rest say. Keys of TLS take a while: their making begins here.
    ServerConfiguration configuration(Map<String, String> environment) throws IOException, ConfigurationRefused {
        ParseResult words = spec.commandLine().getParseResult();
        Optional<Path> config = Optional.<String>ofNullable(words.matchedOptionValue(CONFIG, null))
                .map(Path::of);
        var reader = new ConfigurationReader(environment, DataDirectory.usual(environment));
        ServerConfiguration configuration = reader.read(config, flags(words));
        if (!(configuration.tls() instanceof Tls.Off)) {
            KeyPairs.prepare();
        }
        return configuration;
    }

    private static Map<String, String> flags(ParseResult words) {
        Map<String, String> flags = new HashMap<>(words.matchedOptionValue(SET, Map.of()));
        for (OptionSpec setting : SETTINGS) {
            Optional.<String>ofNullable(words.matchedOptionValue(setting.longestName(), null))
                    .ifPresent(value -> flags.put(setting.longestName().substring("--".length()), value));
        }
        return flags;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ConfigurationRefused {
        Map<String, String> environment = System.getenv();
        ServerConfiguration configuration = configuration(environment);
        if (spec.commandLine().getParseResult().hasMatchedOption(REPAIR)) {
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
