package io.argosy.logs.store;

/// How much is kept: bytes of all events, bytes of a stream's, and what of the disk stays free: so many bytes, or so
/// many of a hundred parts, whichever is more.
public record StoreLimits(long bytes, long streamBytes, long freeBytes, int freePercent) {
    public static final StoreLimits USUAL = new StoreLimits(10L << 30, 1L << 30, 2L << 30, 5);

    private static final long LARGEST_SEGMENT = 64L << 20;
    private static final long SMALLEST_SEGMENT = 64L << 10;
    private static final int SEGMENTS = 16;
    private static final int SEGMENTS_OF_A_STREAM = 4;

    /// How large a segment becomes: what is too much goes segment by segment, so there have to be several.
    long segmentBytes() {
        long many = Math.min(bytes / SEGMENTS, streamBytes / SEGMENTS_OF_A_STREAM);
        return Math.clamp(many, SMALLEST_SEGMENT, LARGEST_SEGMENT);
    }
}
