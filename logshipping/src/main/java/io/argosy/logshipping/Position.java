package io.argosy.logshipping;

import java.util.Optional;

/// A place between two records of a container's log: the file by its inode, the offset there, and when the last
/// record before it was written (nanoseconds since 1970). An inode may have become another file's, so the time has
/// the last word.
record Position(long inode, long offset, long nanos) {
    static final Position BEGINNING = new Position(0, 0, 0);
    private static final String DONE = "done";
    private static final int NUMBERS = 3;
    private static final int WIDTH = 80;

    /// A line of one width for all, so that a new one covers the old.
    String text(boolean done) {
        return String.format("%-" + WIDTH + "s%n", inode + " " + offset + " " + nanos + (done ? " " + DONE : ""));
    }

    static Optional<Position> read(String text) {
        String[] words = text.strip().split(" ");
        try {
            return words.length < NUMBERS
                    ? Optional.empty()
                    : Optional.of(
                            new Position(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
        } catch (NumberFormatException torn) {
            return Optional.empty();
        }
    }

    static boolean done(String text) {
        return text.strip().endsWith(DONE);
    }
}
