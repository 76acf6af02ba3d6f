package io.argosy.logs.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.shapes.logs.InputLogEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// One call's events of one stream as they lie on disk: a head, and behind it each event with its time since the first
/// one and the length of its message. The check covers all that follows it.
final class Block {
    static final int CHECK = 4;
    static final int STREAM = 8;
    static final int COUNT = 12;
    static final int INGESTED = 16;
    static final int FIRST = 24;
    static final int LAST = 32;
    static final int HEAD = 40;
    static final int EVENT_HEAD = 8;

    private Block() {}

    /// `events` are in the order of time, and there is at least one.
    static ByteBuffer of(int stream, long ingestedAt, List<InputLogEvent> events) {
        byte[][] messages = new byte[events.size()][];
        int length = HEAD + EVENT_HEAD * messages.length;
        for (int i = 0; i < messages.length; i++) {
            messages[i] = events.get(i).message().getBytes(UTF_8);
            length += messages[i].length;
        }
        long first = events.getFirst().timestamp();
        var block = ByteBuffer.allocate(length);
        block.putInt(length).putInt(0).putInt(stream).putInt(messages.length);
        block.putLong(ingestedAt).putLong(first).putLong(events.getLast().timestamp());
        for (int i = 0; i < messages.length; i++) {
            block.putInt(Math.toIntExact(events.get(i).timestamp() - first)).putInt(messages[i].length);
            block.put(messages[i]);
        }
        return block.flip().putInt(CHECK, check(block.array(), length));
    }

    /// Whether these bytes are a whole block, as it was written.
    static boolean whole(byte[] block, int length) {
        return ByteBuffer.wrap(block).getInt(CHECK) == check(block, length);
    }

    private static int check(byte[] block, int length) {
        var check = new CRC32C();
        check.update(block, STREAM, length - STREAM);
        return (int) check.getValue();
    }
}
