package io.argosy.logs.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// A segment that nobody writes to any more; `streams` are the numbers of those in it, sorted. Where its blocks are is
/// read again when somebody asks.
record SealedSegment(long number, Path file, Span span, int[] streams) implements Segment {

    static SealedSegment of(long number, Path file, BlockTable.Part blocks) {
        Span span = Span.NOTHING;
        int[] streams = new int[blocks.count()];
        for (int i = 0; i < blocks.count(); i++) {
            span = span.with(blocks.blocks()[i]);
            streams[i] = blocks.blocks()[i].stream();
        }
        return new SealedSegment(
                number, file, span, Arrays.stream(streams).sorted().distinct().toArray());
    }

    @Override
    public boolean mayHold(int stream) {
        return Arrays.binarySearch(streams, stream) >= 0;
    }

    @Override
    public BlockTable.Part blocks(BlockTables known) throws IOException {
        return known.of(file);
    }
}
