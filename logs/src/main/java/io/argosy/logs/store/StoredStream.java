package io.argosy.logs.store;

/// A log stream: its number in its group, which no other ever gets, and what it holds by now.
public final class StoredStream {
    private final int number;
    private final String name;
    private final long createdAt;
    private volatile Span span = Span.NOTHING;

    StoredStream(int number, String name, long createdAt) {
        this.number = number;
        this.name = name;
        this.createdAt = createdAt;
    }

    int number() {
        return number;
    }

    public String name() {
        return name;
    }

    /// In milliseconds, as all times of logs.
    public long createdAt() {
        return createdAt;
    }

    public Span span() {
        return span;
    }

    /// Whoever writes the group.
    void holds(Span now) {
        span = now;
    }
}
