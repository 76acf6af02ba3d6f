package io.argosy.app;

import io.argosy.app.configuration.Parse;
import io.argosy.app.server.Environment;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.datadirectory.RootKeyFile;
import io.argosy.wire.access.AccessKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `argosy key`: the account's own keys, in the data directory of a server on this machine. A server that runs follows.
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Changes the account's own key, and ends older ones; a server that runs follows at once.")
final class KeyCommand implements Runnable {
    private static final Duration LONGEST = Duration.ofDays(90);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "the server's data directory")
    private @Nullable Path dataDir;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what to do: rotate, list or revoke");
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Makes a new key, written to `credentials` in the data directory.")
    int rotate(
            @Option(
                            names = "--overlap",
                            paramLabel = "TIME",
                            defaultValue = "24h",
                            description = "30m, 24h, 7d: how long the key before stays good (24h)")
                    String overlap)
            throws IOException {
        Duration time = overlap(overlap);
        Instant now = Environment.real().clock().instant();
        AccessKey fresh = keys().rotate(now, time);
        System.out.println(fresh.id());
        System.err.println("argosy: the key before is good until " + now.plus(time));
        return 0;
    }

    private static Duration overlap(String text) throws IOException {
        try {
            Duration time = Parse.duration(text);
            if (time.isNegative() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("90 days at most");
            }
            return time;
        } catch (IllegalArgumentException wrong) {
            throw new IOException("--overlap " + text + ": " + wrong.getMessage(), wrong);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the keys, without secrets.")
    int list() throws IOException {
        Instant now = Environment.real().clock().instant();
        keys().read().stream()
                .filter(held -> held.good(now))
                .map(KeyCommand::line)
                .forEach(System.out::println);
        return 0;
    }

    private static String line(RootKeyFile.Held held) {
        return held.key().id() + "  "
                + (held.present() ? "the present key" : "an older key, good until " + held.until());
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends an older key at once.")
    int revoke(@Parameters(paramLabel = "ID", description = "as `list` shows it") String id) throws IOException {
        keys().revoke(id, Environment.real().clock().instant());
        return 0;
    }

    private RootKeyFile keys() {
        return new RootKeyFile(dataDir == null ? DataDirectory.usual(System.getenv()) : dataDir.toAbsolutePath());
    }
}
