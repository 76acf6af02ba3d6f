package io.argosy.acceptance;

import java.util.Optional;
import java.util.TreeMap;

/// One direction of a TCP connection as it was captured: whether what it carries is TLS records, one after the other.
/// Segments may come late and twice; what one of them lost hides is not judged.
final class TlsStream {
    private static final int HEADER = 5;
    private static final int LONGEST = (1 << 14) + 256;

    private final TreeMap<Integer, byte[]> early = new TreeMap<>();
    private final byte[] head = new byte[HEADER];
    private int read;
    private int left;
    private int next;
    private Optional<String> wrong = Optional.empty();

    /// From the first byte on, whose sequence number this is.
    TlsStream(int first) {
        this.next = first;
    }

    /// What was found in place of a record.
    Optional<String> wrong() {
        return wrong;
    }

    void accept(int sequence, byte[] bytes) {
        early.merge(sequence - next, bytes, (one, other) -> one.length >= other.length ? one : other);
        while (!early.isEmpty() && early.firstKey() <= 0) {
            var segment = early.pollFirstEntry();
            int seen = -segment.getKey();
            if (seen < segment.getValue().length) {
                consume(segment.getValue(), seen);
                advance(segment.getValue().length - seen);
            }
        }
    }

    private void advance(int by) {
        next += by;
        var later = new TreeMap<Integer, byte[]>();
        early.forEach((at, bytes) -> later.put(at - by, bytes));
        early.clear();
        early.putAll(later);
    }

    private void consume(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && wrong.isEmpty()) {
            if (left > 0) {
                int skipped = Math.min(left, bytes.length - at);
                left -= skipped;
                at += skipped;
            } else {
                head[read++] = bytes[at++];
                if (read == HEADER) {
                    begin();
                }
            }
        }
    }

    private void begin() {
        read = 0;
        left = (head[3] & 0xFF) << 8 | head[4] & 0xFF;
        boolean record = head[0] >= 20 && head[0] <= 23 && head[1] == 3 && head[2] <= 4 && left <= LONGEST;
        if (!record) {
            wrong = Optional.of(new String(head, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }
}
