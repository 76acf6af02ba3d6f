package io.argosy.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// A copy of a journal as it is after one commit, also while a server writes it: a reader of a WAL file keeps no writer
/// waiting, and sees nothing of what is committed after it began.
public final class JournalCopy {
    private JournalCopy() {}

    /// Writes the copy into a file that is not there yet, its owner's only; how many entities of each kind are in it.
    public static Map<String, Long> make(Path journal, Path copy) throws IOException {
        if (!Files.isRegularFile(journal)) {
            throw new IOException("there is no journal " + journal);
        }
        Files.createFile(copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var connection = source(journal).getConnection();
                var vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        } catch (SQLException failure) {
            throw new IOException(JournalTrouble.words(journal, failure), failure);
        }
        return counts(copy);
    }

    private static Map<String, Long> counts(Path copy) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        try (var connection = source(copy).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT kind, count(*) FROM entity GROUP BY kind")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        } catch (SQLException failure) {
            throw new IOException(JournalTrouble.words(copy, failure), failure);
        }
        return counts;
    }

    private static SQLiteDataSource source(Path file) {
        var config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
