package io.argosy.datadirectory;

import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.state.UnreadableRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Sets aside what this version cannot read of a data directory's journal, while no server uses it.
public final class JournalRepair {
    private JournalRepair() {}

    /// The rows that were set aside.
    public static List<UnreadableRow> of(Path dataDir, Kinds kinds, InstantSource clock) throws IOException {
        try (DataDirectory directory = DataDirectory.hold(dataDir)) {
            return Stores.repair(ServerJournal.in(directory.path()), kinds, clock);
        }
    }
}
