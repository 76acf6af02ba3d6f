package io.argosy.logs.store;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What the writer is asked to do to a group.
sealed interface Work {
    /// To add a block of a stream's events; `told` hears of it once it is durable.
    record Append(StoredStream stream, ByteBuffer block, Consumer<StoredBlock> told) implements Work {}

    record BeginStream(String name, long at) implements Work {}

    record EndStream(String name) implements Work {}

    /// To drop the segments of which nothing is younger than this; those of `number` and before whatever they hold.
    record Drop(long before, long number) implements Work {}

    /// To take blocks out of the segment of this number, and give their space back.
    record TakeOut(long segment, Predicate<BlockRef> unwanted) implements Work {}

    /// To remove the group with all it has.
    record Forget() implements Work {}

    /// What became of it.
    enum Outcome {
        DONE,
        /// There is one already.
        EXISTS,
        /// There is none.
        MISSING
    }
}
