package io.argosy.datadirectory;

import io.argosy.registry.blobs.FileSync;
import io.argosy.state.JournalCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes what a server has into one file, while it serves or not: the journal as it is at one moment, then what the
/// journal speaks of. A blob that is deleted while this runs is of an image that was deleted before.
public final class Backup {
    private static final List<String> FILES = List.of("credentials", "config", "secrets.key", "up.toml", "tls");
    private static final List<String> IMAGES =
            List.of("registry/blobs", "registry/links", "registry/registry-token.key");

    private final Path dataDir;
    private final Optional<Path> settings;

    /// `settings` is the file that the server is told its settings by, outside of its data directory.
    public Backup(Path dataDir, Optional<Path> settings) {
        this.dataDir = dataDir;
        this.settings = settings;
    }

    /// What a backup is to say of itself, and whether it is to hold images.
    public record Wanted(String version, Instant now, String account, boolean blobs) {}

    /// The file appears whole or not at all, in place of one of that name, for its owner only.
    public About write(Path file, Wanted wanted) throws IOException {
        if (RestoredFiles.halfway(dataDir)) {
            throw new IOException("a restore of " + dataDir
                    + " was interrupted: start the server, which finishes it, and back up then");
        }
        Path target = file.toAbsolutePath();
        var owners = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path draft = Files.createTempDirectory(FileSync.parent(target), "." + target.getFileName() + ".", owners);
        try {
            Path archive = draft.resolve("archive");
            About about = write(draft, archive, wanted);
            Files.move(archive, target, StandardCopyOption.ATOMIC_MOVE);
            FileSync.sync(FileSync.parent(target));
            return about;
        } finally {
            RestoredFiles.discard(draft);
        }
    }

    private About write(Path draft, Path archive, Wanted wanted) throws IOException {
        Path journal = draft.resolve("journal");
        Map<String, Long> counts = JournalCopy.make(ServerJournal.in(dataDir), journal);
        var about = new About(wanted.version(), wanted.now(), wanted.account(), wanted.blobs(), counts);
        try (var parts = BackupWriter.create(archive)) {
            parts.text(BackupFile.ABOUT, about.text());
            parts.file("journal.db", journal);
            for (String name : FILES) {
                add(parts, name);
            }
            if (settings.isPresent()) {
                parts.file("argosy.toml", settings.get());
            }
            for (String name : wanted.blobs() ? IMAGES : List.<String>of()) {
                add(parts, name);
            }
            parts.finish();
        }
        FileSync.syncFile(archive);
        return about;
    }

    private void add(BackupWriter parts, String name) throws IOException {
        Path top = dataDir.resolve(name);
        if (!Files.exists(top)) {
            return;
        }
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                try {
                    parts.file(dataDir.relativize(file).toString(), file);
                } catch (NoSuchFileException gone) {
                    continue;
                }
            }
        }
    }
}
