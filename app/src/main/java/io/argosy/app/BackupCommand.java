package io.argosy.app;

import io.argosy.agent.session.AgentVersion;
import io.argosy.app.configuration.ConfigurationReader;
import io.argosy.app.configuration.ConfigurationRefused;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.app.server.Environment;
import io.argosy.datadirectory.About;
import io.argosy.datadirectory.Backup;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.wire.LoggedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy backup FILE`: what a server has, in one file, while it serves.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Writes what a server of this machine has into one file, while it serves or not.")
final class BackupCommand implements Callable<Integer> {
    private static final int WIDEST = 2_000;

    @Parameters(paramLabel = "FILE", description = "the backup: a zip archive, its owner's only")
    private Path file = Path.of("argosy-backup.zip");

    @Option(names = "--blobs", description = "with the layers of all images, too")
    private boolean blobs;

    @Option(names = "--config", paramLabel = "FILE", description = "the settings that the server is told")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "the server's data directory")
    private @Nullable Path dataDir;

    @Override
    public Integer call() throws IOException, ConfigurationRefused {
        Map<String, String> environment = System.getenv();
        Map<String, String> flags = new HashMap<>();
        if (dataDir != null) {
            flags.put("data-dir", dataDir.toAbsolutePath().toString());
        }
        var reader = new ConfigurationReader(environment, DataDirectory.usual(environment));
        Optional<Path> told = reader.chosen(Optional.ofNullable(config));
        ServerConfiguration server = reader.read(told, flags);
        DataDirectory.checkOpen(server.dataDir());
        About about = new Backup(server.dataDir(), told)
                .write(
                        file,
                        new Backup.Wanted(
                                AgentVersion.VERSION, Environment.real().clock().instant(), server.accountId(), blobs));
        System.out.println(LoggedText.of("wrote " + file + ", " + about, WIDEST));
        return 0;
    }
}
