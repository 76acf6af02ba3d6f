package io.argosy.logs.store;

/// How much is kept: bytes of all events, bytes of a stream's, and what of the disk stays free: so many bytes, or so
/// many of a hundred parts, whichever is more.
public record StoreLimits(long bytes, long streamBytes, long freeBytes, int freePercent) {
    public static final StoreLimits USUAL = new StoreLimits(10L << 30, 1L << 30, 2L << 30, 5);
}
