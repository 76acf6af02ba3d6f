package io.argosy.state;

/// Ends a watch when closed; closing again does nothing.
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
