package io.argosy.logs.store;

import java.nio.file.Path;

/// The segment that a group writes to. Its blocks are known in memory; only what is on disk is among them.
final class GrowingSegment implements Segment {
    private final long number;
    private final Path file;
    private final BlockTable blocks = new BlockTable();
    private volatile Span span = Span.NOTHING;

    GrowingSegment(long number, Path file) {
        this.number = number;
        this.file = file;
    }

    void add(BlockRef block) {
        blocks.add(block);
        span = span.with(block);
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Span span() {
        return span;
    }

    @Override
    public boolean mayHold(int stream) {
        return true;
    }

    @Override
    public BlockTable.Part blocks(BlockTables known) {
        return blocks.now();
    }

    BlockTable.Part blocks() {
        return blocks.now();
    }

    /// How far it is written.
    long end() {
        BlockTable.Part now = blocks.now();
        return now.count() == 0 ? 0 : now.newest().end();
    }

    boolean empty() {
        return blocks.now().count() == 0;
    }
}
