package io.argosy.logs.store;

import java.nio.ByteBuffer;

/// Where a block lies in its segment, and what its head says.
record BlockRef(long offset, int length, int stream, int count, long ingestedAt, long first, long last) {

    /// What stands at the buffer's position; of no length if that can be no head.
    static BlockRef read(long offset, ByteBuffer head) {
        int at = head.position();
        return new BlockRef(
                offset,
                head.getInt(at),
                head.getInt(at + Block.STREAM),
                head.getInt(at + Block.COUNT),
                head.getLong(at + Block.INGESTED),
                head.getLong(at + Block.FIRST),
                head.getLong(at + Block.LAST));
    }

    ByteBuffer head() {
        var head = ByteBuffer.allocate(Block.HEAD);
        head.putInt(length).putInt(0).putInt(stream).putInt(count);
        return head.putLong(ingestedAt).putLong(first).putLong(last).flip();
    }

    /// Whether it is a hole, that has its length and nothing else.
    boolean hole() {
        return stream == Hollow.NOBODY;
    }

    long end() {
        return offset + length;
    }

    boolean plausible() {
        return length >= Block.HEAD + Block.EVENT_HEAD && count > 0 && last >= first;
    }
}
