package io.argosy.datadirectory;

import java.nio.file.Path;

/// The journal of a server's data directory.
public final class ServerJournal {
    static final String NAME = "journal.db";

    private ServerJournal() {}

    public static Path in(Path dataDir) {
        return dataDir.resolve(NAME);
    }
}
