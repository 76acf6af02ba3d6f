package io.argosy.state;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of a journal that cannot be read: nothing starts on half of what is known, unless somebody says so.
public final class UnreadableRows extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int NAMED = 10;

    UnreadableRows(String journal, List<UnreadableRow> rows) {
        super("%s holds %s that this version cannot read:\n%s%s\n"
                        .formatted(
                                journal,
                                rows.size() == 1 ? "a row" : rows.size() + " rows",
                                rows.stream()
                                        .limit(NAMED)
                                        .map(row -> "  " + row)
                                        .collect(Collectors.joining("\n")),
                                rows.size() > NAMED ? "\n  and " + (rows.size() - NAMED) + " more" : "")
                + "Nothing was taken away. Start it once with"
                + " `argosy server --repair`, which sets them aside and goes on without\n"
                + "what they describe; or restore a copy, and start the version that wrote them.");
    }
}
