package io.argosy.datadirectory;

import io.argosy.model.ContainerInstance;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.FileSync;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.ImageNeeds;
import io.argosy.registry.images.RegistryState;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterStore;
import io.argosy.state.JournalCopy;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/// Puts a backup in place of what a data directory holds, which no server may use meanwhile. All of the backup is
/// checked and laid ready first; until `replace` nothing of the server's is touched.
public final class Restore implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final DataDirectory directory;
    private final Kinds kinds;
    private final InstantSource clock;

    private Restore(DataDirectory directory, Kinds kinds, InstantSource clock) {
        this.directory = directory;
        this.kinds = kinds;
        this.clock = clock;
    }

    /// Holds the directory, making it if need be. One with a server's data is refused unless that may be replaced; what
    /// journals hold is of `kinds`.
    public static Restore into(Path dataDir, boolean replacing, Kinds kinds, InstantSource clock) throws IOException {
        DataDirectory directory = DataDirectory.hold(dataDir);
        try {
            RestoredFiles.finish(dataDir);
            if (RestoredFiles.inUse(dataDir) && !replacing) {
                throw new IOException("a server has its data in " + dataDir
                        + ": --replace puts the backup in its place, and keeps what is there in a folder beside");
            }
            return new Restore(directory, kinds, clock);
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    /// Checks the backup, lays it ready, and says what putting it in place will do.
    public Outlook prepare(BackupFile backup) throws IOException {
        About about = backup.about();
        Path draft = RestoredFiles.draft(directory.path());
        DataDirectory.make(draft);
        backup.unpack(draft);
        Wants then;
        List<String> lost;
        try (Stores stores = Stores.open(ServerJournal.in(draft), kinds, clock)) {
            stores.clusters().forEach(this::outrun);
            then = Wants.of(stores);
            lost = stores.accounts().stream()
                    .flatMap(this::withoutBlobs)
                    .sorted()
                    .toList();
        }
        Outlook outlook = outlook(about, then, lost);
        syncAll(draft);
        return outlook;
    }

    /// The journal that is there may be the reason for all this: it is read from a copy, if it can be read.
    private Outlook outlook(About about, Wants then, List<String> lost) {
        try {
            return Outlook.of(about, present(RestoredFiles.draft(directory.path())), then, lost);
        } catch (IOException unreadable) {
            return Outlook.of(about, Wants.NOTHING, then, lost)
                    .with("what is there cannot be read, so what it wants is not known: " + unreadable.getMessage());
        }
    }

    /// Agents follow higher versions of their instances only, and have seen some that the backup knows nothing of.
    private void outrun(ClusterStore store) {
        store.write(tx -> {
            Instant now = tx.now();
            List<ContainerInstance> all = List.copyOf(tx.state().instances());
            all.forEach(instance -> tx.update(instance.restored(now)));
            return now;
        });
    }

    private Wants present(Path draft) throws IOException {
        Path journal = ServerJournal.in(directory.path());
        if (!Files.exists(journal)) {
            return Wants.NOTHING;
        }
        Path folder = draft.resolve("present");
        DataDirectory.make(folder);
        try {
            Path copy = folder.resolve("journal");
            JournalCopy.make(journal, copy);
            try (Stores stores = Stores.open(copy, kinds, clock)) {
                return Wants.of(stores);
            }
        } finally {
            RestoredFiles.discard(folder);
        }
    }

    private Stream<String> withoutBlobs(AccountStore account) {
        return RegistryState.of(account.read()).images().values().stream()
                .filter(image -> !ImageNeeds.of(image).allMatch(this::stored))
                .map(image -> image.repository() + named(image));
    }

    private static String named(Image image) {
        return image.imageTags().isEmpty() ? "@" + image.digest() : ":" + String.join(", ", image.imageTags());
    }

    /// What the backup brings, or what is there if it brings none.
    private boolean stored(Digest digest) {
        Path brought = RestoredFiles.draft(directory.path()).resolve("registry");
        return Blobs.has(Files.exists(brought) ? brought : directory.path().resolve("registry"), digest);
    }

    private static void syncAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList().reversed()) {
                if (Files.isDirectory(path)) {
                    FileSync.sync(path);
                } else {
                    FileSync.syncFile(path);
                }
            }
        }
    }

    /// Puts what was prepared in place; the folder that keeps what was there.
    public Path replace() throws IOException {
        String away = "replaced-" + STAMP.format(clock.instant());
        RestoredFiles.replace(directory.path(), away);
        return directory.path().resolve(away);
    }

    /// Leaves no trace of what was prepared and not put in place.
    @Override
    public void close() throws IOException {
        try (directory) {
            RestoredFiles.discard(RestoredFiles.draft(directory.path()));
        }
    }
}
