package io.argosy.app;

import io.argosy.app.server.Environment;
import io.argosy.app.server.ServerKinds;
import io.argosy.datadirectory.BackupFile;
import io.argosy.datadirectory.DataDirectory;
import io.argosy.datadirectory.Outlook;
import io.argosy.datadirectory.Restore;
import io.argosy.wire.LoggedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `argosy restore FILE`: a backup in place of what a data directory holds, after saying what that will stop.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Puts a backup into a data directory that no server uses, after saying what that will stop.")
final class RestoreCommand implements Callable<Integer> {
    private static final int WIDEST = 2_000;

    @Parameters(paramLabel = "FILE", description = "what `argosy backup` wrote")
    private Path file = Path.of("argosy-backup.zip");

    @Option(names = "--data-dir", paramLabel = "DIR", description = "the server's data directory")
    private @Nullable Path dataDir;

    @Option(names = "--replace", description = "in place of what is there, which is kept in a folder beside")
    private boolean replacing;

    @Option(names = "--yes", description = "without asking")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        Path folder = dataDir == null ? DataDirectory.usual(System.getenv()) : dataDir.toAbsolutePath();
        try (BackupFile backup = BackupFile.open(file);
                Restore restore = Restore.into(
                        folder, replacing, ServerKinds.ALL, Environment.real().clock())) {
            Outlook outlook = restore.prepare(backup);
            say(file + " was " + outlook.about());
            outlook.lines().forEach(RestoreCommand::say);
            if (!agreed()) {
                return 1;
            }
            Path away = restore.replace();
            say("restored into " + folder);
            if (Files.exists(away)) {
                say("what was there is in " + away + ": remove it when nobody needs it");
            }
            if (Files.exists(folder.resolve("argosy.toml"))) {
                say("the settings that its server was told are in " + folder.resolve("argosy.toml"));
            }
            return 0;
        }
    }

    private boolean agreed() throws IOException {
        if (yes) {
            return true;
        }
        if (System.console() == null || !System.console().isTerminal()) {
            throw new IOException("nothing was changed: --yes says that this is what is wanted");
        }
        boolean agreed = "yes".equals(System.console().readLine("Put the backup in place? (yes or no) "));
        say(agreed ? "yes" : "nothing was changed");
        return agreed;
    }

    private static void say(String line) {
        System.out.println(LoggedText.of(line, WIDEST));
    }
}
