package io.argosy.wire;

import io.argosy.shapes.Shape;
import java.util.Optional;

/// Events for one caller, as they happen. Whoever sends them waits for each, and closes the stream when there are no
/// more or the caller has gone; what comes meanwhile the stream has to bound.
public interface EventStream extends AutoCloseable {
    /// An event by its name in the service's model; one that is an error ends the stream.
    record Event(String name, Shape content, boolean error) {
        public static Event of(String name, Shape content) {
            return new Event(name, content, false);
        }

        public static Event error(String name, Shape content) {
            return new Event(name, content, true);
        }
    }

    /// The next one, or nothing when the stream ends. It comes soon, even where nothing happens: a caller that has gone
    /// is noticed when something is sent.
    Optional<Event> next() throws InterruptedException;

    @Override
    void close();
}
