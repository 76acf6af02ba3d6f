package io.argosy.app.server;

import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// The journal of a data directory, for who has to do with it while no server does.
public final class ServerJournal {
    private ServerJournal() {}

    public static Path in(Path dataDir) {
        return dataDir.resolve(ServerModules.JOURNAL);
    }

    /// What it holds, in all kinds that this version knows.
    public static Stores open(Path journal, InstantSource clock) throws IOException {
        return Stores.open(journal, ServerModules.KINDS, clock);
    }
}
