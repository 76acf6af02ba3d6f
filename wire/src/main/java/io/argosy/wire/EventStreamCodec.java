package io.argosy.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.shapes.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/// AWS's event stream encoding: frames of named headers and a JSON payload, with a check of their beginning and one of
/// the whole. A stream of an RPC protocol begins with the operation's response, which is empty here.
final class EventStreamCodec {
    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";
    private static final int TEXT = 7;
    private static final int PRELUDE = 12;
    private static final int CHECK = 4;

    private EventStreamCodec() {}

    static void send(EventStream stream, Response response) throws IOException {
        try (stream) {
            Content.Sink.write(response, false, frame(Map.of(":event-type", "initial-response"), "{}".getBytes(UTF_8)));
            Optional<EventStream.Event> event = stream.next();
            while (event.isPresent()) {
                Content.Sink.write(response, false, frame(event.get()));
                event = event.get().error() ? Optional.empty() : stream.next();
            }
            Content.Sink.write(response, true, ByteBuffer.allocate(0));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", stop);
        }
    }

    static ByteBuffer frame(EventStream.Event event) {
        String kind = event.error() ? ":exception-type" : ":event-type";
        return frame(Map.of(kind, event.name()), JsonCodec.write(event.content()));
    }

    private static ByteBuffer frame(Map<String, String> kind, byte[] payload) {
        Map<String, String> headers = new LinkedHashMap<>(kind);
        headers.put(":content-type", "application/json");
        headers.put(":message-type", kind.containsKey(":event-type") ? "event" : "exception");
        byte[] written = written(headers);
        var frame = ByteBuffer.allocate(PRELUDE + written.length + payload.length + CHECK);
        frame.putInt(frame.capacity()).putInt(written.length);
        frame.putInt(check(frame)).put(written).put(payload);
        return frame.putInt(check(frame)).flip();
    }

    /// Of all that was put so far.
    private static int check(ByteBuffer frame) {
        var check = new CRC32();
        check.update(frame.array(), 0, frame.position());
        return (int) check.getValue();
    }

    private static byte[] written(Map<String, String> headers) {
        var bytes = new ByteArrayOutputStream(128);
        try (var out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                byte[] name = header.getKey().getBytes(UTF_8);
                byte[] value = header.getValue().getBytes(UTF_8);
                out.writeByte(name.length);
                out.write(name);
                out.writeByte(TEXT);
                out.writeShort(value.length);
                out.write(value);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
