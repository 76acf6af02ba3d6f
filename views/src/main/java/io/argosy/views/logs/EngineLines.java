package io.argosy.views.logs;

import io.argosy.docker.ContainerLog;
import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// The lines of one container of this machine, from its engine.
final class EngineLines implements LineSource {
    private final ContainerLog log;
    private final LoggedContainer container;
    private Instant after;

    EngineLines(Docker docker, LoggedContainer container, String id, Instant since, boolean follow) throws IOException {
        this.container = container;
        this.after = since.minusNanos(1);
        try {
            this.log = docker.log(id, since, follow);
        } catch (DockerException refused) {
            throw new IOException("the log of " + container.label() + ": " + refused.text(), refused);
        }
    }

    @Override
    public Optional<LogLine> next() throws IOException {
        try {
            Optional<LogLine> line = log.next().map(one -> new LogLine(one.at(), container, one.text()));
            line.ifPresent(one -> after = one.at());
            return line;
        } catch (DockerException broken) {
            throw new IOException("the log of " + container.label() + ": " + broken.text(), broken);
        }
    }

    LoggedContainer container() {
        return container;
    }

    /// From where on it is to be read to miss nothing and repeat nothing.
    Instant goOn() {
        return after.plusNanos(1);
    }

    @Override
    public void close() {
        log.close();
    }
}
