package io.argosy.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Brings a journal's schema up to date, each step in a transaction of its own. How many steps a file has been through
/// stands in SQLite's `user_version`; a journal from before that has the table of the tool that did this then (decision
/// 0131). A step is never changed once it is released.
final class JournalSchema {
    private static final List<String> STEPS =
            List.of("V1__journal.sql", "V1_1__no_negative_needs.sql", "V2__row_versions.sql", "V3__commits.sql");

    private JournalSchema() {}

    static void bringUpToDate(Path file, Connection connection) throws SQLException, IOException {
        int done = stepsOf(connection);
        if (done > STEPS.size()) {
            throw new IOException("the journal " + file + " was written by a newer Argosy (its schema is " + done
                    + "): start that version, or restore a copy from before the upgrade");
        }
        for (int step = done; step < STEPS.size(); step++) {
            take(step, connection);
        }
    }

    private static int stepsOf(Connection connection) throws SQLException {
        int version = one(connection, "PRAGMA user_version");
        boolean older = version == 0
                && one(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'flyway_schema_history'") > 0;
        return older ? one(connection, "SELECT count(*) FROM flyway_schema_history WHERE success") : version;
    }

    private static void take(int step, Connection connection) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(script(STEPS.get(step)));
            statement.executeUpdate("PRAGMA user_version = " + (step + 1));
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream script = JournalSchema.class.getResourceAsStream("/db/migration/" + name)) {
            if (script == null) {
                throw new IOException("the program has no step " + name + " of its journal's schema");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int one(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
