package io.argosy.state;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Why a journal cannot be opened, in words for the person who starts the server.
final class JournalTrouble {
    private JournalTrouble() {}

    static String words(Path file, Throwable failure) {
        SQLiteErrorCode code = code(failure);
        return switch (code) {
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                "the journal " + file + " is damaged (" + code
                        + "): restore a copy of it, or save what can be read with" + " sqlite3 " + file + " .recover";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "the journal " + file + " is locked by another process: find it with fuser " + file;
            case SQLITE_FULL -> "no room is left on the disk of the journal " + file;
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                "the journal " + file + " cannot be opened for writing (" + code + "): who owns it and its folder?";
            default ->
                "cannot open the journal " + file + ": " + deepest(failure).getMessage();
        };
    }

    /// Every driver and library on the way wraps what SQLite said. Extended codes keep the plain one in their last
    /// byte.
    private static SQLiteErrorCode code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
            }
            if (cause instanceof SQLException other && other.getErrorCode() != 0) {
                return SQLiteErrorCode.getErrorCode(other.getErrorCode() & 0xff);
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
