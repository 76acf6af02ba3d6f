package io.argosy.logs.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// The names of a group's streams as they lie on disk: a note for each that began or ended, in their order.
final class StreamFile {
    static final String NAME = "streams";
    private static final int HEAD = 20;
    private static final int CHECK = 4;
    private static final int NUMBER = 8;
    private static final int CREATED = 12;
    private static final int LONGEST = 1 << 13;
    private static final long ENDED = -1;

    private StreamFile() {}

    /// What a file holds: the streams that did not end, the highest number ever given, and how far it can be read.
    record Content(Map<Integer, StoredStream> streams, int highest, long end) {}

    static ByteBuffer began(StoredStream stream) {
        return note(stream.number(), stream.createdAt(), stream.name().getBytes(UTF_8));
    }

    static ByteBuffer ended(StoredStream stream) {
        return note(stream.number(), ENDED, new byte[0]);
    }

    private static ByteBuffer note(int number, long createdAt, byte[] name) {
        var note = ByteBuffer.allocate(HEAD + name.length);
        note.putInt(note.capacity()).putInt(0).putInt(number).putLong(createdAt).put(name);
        return note.flip().putInt(CHECK, check(note.array(), 0, note.capacity()));
    }

    private static int check(byte[] bytes, int from, int length) {
        var check = new CRC32C();
        check.update(bytes, from + NUMBER, length - NUMBER);
        return (int) check.getValue();
    }

    static Content read(Path file) throws IOException {
        var notes = ByteBuffer.wrap(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        Map<Integer, StoredStream> streams = new TreeMap<>();
        int highest = 0;
        int at = 0;
        while (notes.limit() - at >= HEAD && whole(notes, at)) {
            int length = notes.getInt(at);
            int number = notes.getInt(at + NUMBER);
            long createdAt = notes.getLong(at + CREATED);
            if (createdAt == ENDED) {
                streams.remove(number);
            } else {
                String name = new String(notes.array(), at + HEAD, length - HEAD, UTF_8);
                streams.put(number, new StoredStream(number, name, createdAt));
            }
            highest = Math.max(highest, number);
            at += length;
        }
        return new Content(streams, highest, at);
    }

    private static boolean whole(ByteBuffer notes, int at) {
        int length = notes.getInt(at);
        return length >= HEAD
                && length <= LONGEST
                && length <= notes.limit() - at
                && notes.getInt(at + CHECK) == check(notes.array(), at, length);
    }
}
