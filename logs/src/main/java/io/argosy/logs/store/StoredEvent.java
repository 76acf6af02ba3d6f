package io.argosy.logs.store;

/// An event as it was put, and where it lies.
public record StoredEvent(StoredStream stream, Position position, long ingestedAt, String message) {
    public long timestamp() {
        return position.timestamp();
    }
}
