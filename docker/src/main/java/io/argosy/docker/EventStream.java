package io.argosy.docker;

import java.util.Optional;

/// Events of one connection to the engine, in order.
record EventStream(JsonLines lines) implements AutoCloseable {
    Optional<EngineEvent> next() throws DockerException {
        return lines.next().map(EngineEvent::of);
    }

    @Override
    public void close() {
        lines.close();
    }
}
