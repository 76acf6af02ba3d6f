package io.argosy.docker;

import io.argosy.docker.DockerException.Reason;
import io.argosy.shapes.json.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.Request;

/// JSON objects, one a line, as they arrive: how the engine tells progress and events.
final class JsonLines implements AutoCloseable {
    private final BufferedReader reader;
    private final Request request;

    JsonLines(InputStream content, Request request) {
        this.reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8), 4096);
        this.request = request;
    }

    /// The next object, waiting for it; nothing when the engine has said all.
    Optional<Fields> next() throws DockerException {
        try {
            String line = reader.readLine();
            while (line != null && line.isBlank()) {
                line = reader.readLine();
            }
            return line == null ? Optional.empty() : Optional.of(new Fields(JsonTree.object(line)));
        } catch (IOException broken) {
            boolean late = Thread.currentThread().isInterrupted() || broken.getCause() instanceof TimeoutException;
            Reason reason = late ? Reason.TIMEOUT : Reason.UNREACHABLE;
            throw new DockerException(reason, "the engine's answer broke off", broken);
        }
    }

    String rest() {
        return reader.lines().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        var _ = request.abort(new IOException("no longer listened to"));
    }
}
