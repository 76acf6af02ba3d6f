package io.argosy.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// An HTTP answer: what operations and refusals become before they are sent.
record Answer(int status, String contentType, Map<String, String> headers, Body body) {
    /// All of it in memory, or events that are still to happen.
    sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record Events(EventStream stream) implements Body {}
    }

    Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
        this(status, contentType, headers, new Body.Whole(body));
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, Map.of(), body);
    }

    static Answer of(EventStream events) {
        return new Answer(200, EventStreamCodec.CONTENT_TYPE, Map.of(), new Body.Events(events));
    }

    /// What is in memory of it.
    byte[] bytes() {
        return switch (body) {
            case Body.Whole(var bytes) -> bytes;
            case Body.Events _ -> new byte[0];
        };
    }

    /// Sends it and returns when it is on its way: on threads that may wait. Events are sent until there are no more,
    /// or their reader goes.
    void send(Response response) throws IOException {
        begin(response);
        switch (body) {
            case Body.Whole(var bytes) -> Content.Sink.write(response, true, ByteBuffer.wrap(bytes));
            case Body.Events(var stream) -> EventStreamCodec.send(stream, response);
        }
    }

    void send(Response response, Callback callback) {
        begin(response);
        switch (body) {
            case Body.Whole(var bytes) -> response.write(true, ByteBuffer.wrap(bytes), callback);
            case Body.Events _ ->
                callback.failed(new IllegalStateException("events are sent by threads that may wait"));
        }
    }

    private void begin(Response response) {
        response.setStatus(status);
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        if (body instanceof Body.Whole(var bytes)) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        }
    }
}
