package io.argosy.logs.store;

/// What a stream holds: the times of its first and last event, when something came last, and how many bytes there are.
public record Span(long first, long last, long ingestedAt, long bytes) {
    static final Span NOTHING = new Span(Long.MAX_VALUE, Long.MIN_VALUE, 0, 0);

    public boolean empty() {
        return last < first;
    }

    Span with(BlockRef block) {
        if (block.hole()) {
            return this;
        }
        return new Span(
                Math.min(first, block.first()),
                Math.max(last, block.last()),
                Math.max(ingestedAt, block.ingestedAt()),
                bytes + block.length());
    }

    /// Without so many bytes of its oldest, when nothing that is left is older than `oldest`.
    Span without(long gone, long oldest) {
        return bytes <= gone ? NOTHING : new Span(Math.max(first, oldest), last, ingestedAt, bytes - gone);
    }
}
