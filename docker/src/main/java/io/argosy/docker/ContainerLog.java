package io.argosy.docker;

import io.argosy.docker.DockerException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.jetty.client.Request;

/// What a container writes, line by line with its time, as the engine tells it: to the end of what there is, or for as
/// long as somebody listens.
public final class ContainerLog implements AutoCloseable {
    private static final int HEAD = 8;
    private static final int LONGEST_FRAME = 1 << 20;
    private static final int LONGEST_LINE = 256 << 10;

    private final BufferedInputStream content;
    private final Request request;
    private Optional<Boolean> framed = Optional.empty();

    /// A line without its end.
    public record Line(Instant at, String text) {}

    ContainerLog(InputStream content, Request request) {
        this.content = new BufferedInputStream(content);
        this.request = request;
    }

    /// The next line, waiting for it; nothing when the engine has said all.
    public Optional<Line> next() throws DockerException {
        try {
            var text = new StringBuilder();
            Optional<Instant> first = Optional.empty();
            while (text.length() < LONGEST_LINE) {
                Optional<String> part = part();
                if (part.isEmpty()) {
                    break;
                }
                int space = part.get().indexOf(' ');
                first = first.or(() -> time(part.get(), space));
                text.append(part.get(), space + 1, part.get().length());
                if (part.get().endsWith("\n")) {
                    break;
                }
            }
            return first.map(at -> new Line(at, text.toString().stripTrailing()));
        } catch (IOException broken) {
            throw new DockerException(Reason.UNREACHABLE, "the engine's answer broke off", broken);
        }
    }

    private static Optional<Instant> time(String part, int space) {
        try {
            return space < 0 ? Optional.empty() : Optional.of(Instant.parse(part.substring(0, space)));
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }

    /// A frame begins with its output's number and three zeros; a container with a terminal has none, only lines.
    private Optional<String> part() throws IOException {
        if (framed.isEmpty()) {
            content.mark(HEAD);
            byte[] head = content.readNBytes(HEAD);
            content.reset();
            framed = Optional.of(
                    head.length == HEAD && head[0] >= 0 && head[0] <= 2 && (head[1] | head[2] | head[3]) == 0);
        }
        return framed.get() ? frame() : line();
    }

    private Optional<String> frame() throws IOException {
        byte[] head = content.readNBytes(HEAD);
        if (head.length < HEAD) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(head).getInt(HEAD / 2);
        if (length < 0 || length > LONGEST_FRAME) {
            throw new IOException("a frame of " + length + " bytes");
        }
        return Optional.of(new String(content.readNBytes(length), StandardCharsets.UTF_8));
    }

    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int read = content.read();
        while (read >= 0 && read != '\n' && bytes.size() < LONGEST_LINE) {
            bytes.write(read);
            read = content.read();
        }
        return read < 0 && bytes.size() == 0
                ? Optional.empty()
                : Optional.of(bytes.toString(StandardCharsets.UTF_8) + "\n");
    }

    @Override
    public void close() {
        var _ = request.abort(new IOException("no longer listened to"));
    }
}
