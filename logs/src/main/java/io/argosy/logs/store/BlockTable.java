package io.argosy.logs.store;

import java.util.Arrays;
import java.util.function.Consumer;

/// The blocks of a segment that grows, in their order. One thread adds; whoever reads sees what was there at that
/// moment.
final class BlockTable {
    private static final int FEW = 16;

    private volatile Part now = new Part(new BlockRef[FEW], 0);

    /// So many of the first blocks; those behind them are still to come and not looked at.
    record Part(BlockRef[] blocks, int count) {
        void forEach(Consumer<BlockRef> each) {
            for (int i = 0; i < count; i++) {
                each.accept(blocks[i]);
            }
        }

        BlockRef newest() {
            return blocks[count - 1];
        }
    }

    void add(BlockRef block) {
        Part before = now;
        BlockRef[] blocks = before.count() < before.blocks().length
                ? before.blocks()
                : Arrays.copyOf(before.blocks(), 2 * before.count());
        blocks[before.count()] = block;
        now = new Part(blocks, before.count() + 1);
    }

    Part now() {
        return now;
    }
}
