package io.argosy.logs.store;

/// A block under a walk: its bytes, and at which of its events the walk is.
final class OpenBlock {
    private final StoredStream stream;
    private final BlockRef block;
    private final long segment;
    private final MessageText text;
    private final int[] starts;
    private final int step;
    private int at;

    OpenBlock(StoredStream stream, BlockRef block, long segment, MessageText text, boolean forward) {
        this.stream = stream;
        this.block = block;
        this.segment = segment;
        this.text = text;
        this.starts = starts(text.bytes(), block.count());
        this.step = forward ? 1 : -1;
        this.at = forward ? 0 : starts.length - 1;
    }

    private static int[] starts(byte[] bytes, int count) {
        int[] starts = new int[count];
        int at = Block.HEAD;
        for (int i = 0; i < count; i++) {
            starts[i] = at;
            at += Block.EVENT_HEAD + number(bytes, at + Integer.BYTES);
        }
        return starts;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | bytes[at + 3] & 0xff;
    }

    /// Goes on to the first event, from the one it is at, that is wanted; false when none is left.
    boolean settle(Query query) {
        while (at >= 0 && at < starts.length) {
            if (wanted(query)) {
                return true;
            }
            at += step;
        }
        return false;
    }

    private boolean wanted(Query query) {
        long time = timestamp();
        if (time < query.from() || time > query.to()) {
            return false;
        }
        boolean reached = query.start().isEmpty()
                || step * position().compareTo(query.start().get()) >= 0;
        return reached && query.filter().matches(message());
    }

    boolean next(Query query) {
        at += step;
        return settle(query);
    }

    long timestamp() {
        return block.first() + number(text.bytes(), starts[at]);
    }

    Position position() {
        return new Position(timestamp(), Position.place(segment, block.offset() + starts[at]));
    }

    private MessageText message() {
        int from = starts[at] + Block.EVENT_HEAD;
        return new MessageText(
                text.latin(), text.bytes(), from, from + number(text.bytes(), starts[at] + Integer.BYTES));
    }

    StoredEvent event() {
        return new StoredEvent(stream, position(), block.ingestedAt(), message().text());
    }
}
