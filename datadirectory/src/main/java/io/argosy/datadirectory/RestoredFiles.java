package io.argosy.datadirectory;

import io.argosy.registry.blobs.FileSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How a backup takes the place of what a data directory holds. It is laid ready whole in `restoring`, and that this
/// folder is called `restored` decides. From there each step may be repeated after a loss of the process or of power:
/// what is there goes to a folder of its own beside, the name `arriving` says that it is gone, and what was laid ready
/// moves in.
public final class RestoredFiles {
    /// What of a data directory is its server's, the journal's own files first: they never meet another's.
    private static final List<String> PARTS = List.of(
            "journal.db-wal",
            "journal.db-shm",
            ServerJournal.NAME,
            "credentials",
            "config",
            "secrets.key",
            "tls",
            "up.toml",
            "argosy.toml");
    private static final String REGISTRY = "registry";
    private static final String AWAY = "away";

    private RestoredFiles() {}

    /// Where a backup is laid ready.
    public static Path draft(Path dataDir) {
        return dataDir.resolve("restoring");
    }

    private static Path ready(Path dataDir) {
        return dataDir.resolve("restored");
    }

    private static Path arriving(Path dataDir) {
        return dataDir.resolve("arriving");
    }

    /// Whether a server has data in this directory.
    public static boolean inUse(Path dataDir) {
        return Stream.concat(PARTS.stream(), Stream.of(REGISTRY)).anyMatch(part -> Files.exists(dataDir.resolve(part)));
    }

    /// Puts what is laid ready, and synced, in place of what there is, which is kept in the folder `away` of the data
    /// directory. Images go only where the draft brings images.
    public static void replace(Path dataDir, String away) throws IOException {
        Path note = draft(dataDir).resolve(AWAY);
        Files.writeString(note, away);
        FileSync.syncFile(note);
        FileSync.sync(draft(dataDir));
        Files.move(draft(dataDir), ready(dataDir), StandardCopyOption.ATOMIC_MOVE);
        FileSync.sync(dataDir);
        finish(dataDir);
    }

    /// Whether a restore began to change things and did not end.
    public static boolean halfway(Path dataDir) {
        return Files.exists(ready(dataDir)) || Files.exists(arriving(dataDir));
    }

    /// Ends what an interrupted restore has begun, while the data directory is held. One that decided nothing yet is
    /// forgotten without a trace.
    public static void finish(Path dataDir) throws IOException {
        if (Files.exists(ready(dataDir))) {
            sendAway(dataDir);
            Files.move(ready(dataDir), arriving(dataDir), StandardCopyOption.ATOMIC_MOVE);
            FileSync.sync(dataDir);
        }
        if (Files.exists(arriving(dataDir))) {
            Files.deleteIfExists(arriving(dataDir).resolve(AWAY));
            moveAll(entries(arriving(dataDir)), dataDir);
            FileSync.sync(dataDir);
            Files.delete(arriving(dataDir));
        }
        discard(draft(dataDir));
    }

    private static void sendAway(Path dataDir) throws IOException {
        Path ready = ready(dataDir);
        Path away = dataDir.resolve(Files.readString(ready.resolve(AWAY)));
        Optional<String> images = Optional.of(REGISTRY).filter(name -> Files.exists(ready.resolve(name)));
        List<Path> there = Stream.concat(PARTS.stream(), images.stream())
                .map(dataDir::resolve)
                .filter(Files::exists)
                .toList();
        if (!there.isEmpty()) {
            moveAll(there, OwnerOnly.folder(away));
            FileSync.sync(away);
            FileSync.sync(dataDir);
        }
    }

    private static void moveAll(List<Path> entries, Path to) throws IOException {
        for (Path entry : entries) {
            Files.move(entry, to.resolve(entry.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /// Removes a folder with all that is in it, if it is there.
    public static void discard(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.toList().reversed()) {
                    Files.delete(path);
                }
            }
        }
    }
}
