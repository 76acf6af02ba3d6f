package io.argosy.logs.store;

import java.io.IOException;
import java.nio.file.Path;

/// A file of blocks of one group, in the order in which they came. Only the newest of a group grows.
sealed interface Segment permits GrowingSegment, SealedSegment {
    String ENDING = ".log";

    long number();

    Path file();

    /// The times of the oldest and the newest event in it.
    Span span();

    boolean mayHold(int stream);

    BlockTable.Part blocks(BlockTables known) throws IOException;

    static Path file(Path folder, long number) {
        return folder.resolve(String.format("%010d%s", number, ENDING));
    }

    /// The number in a segment's name.
    static long number(Path file) {
        String name = String.valueOf(file.getFileName());
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }
}
