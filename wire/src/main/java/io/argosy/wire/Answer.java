package io.argosy.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// A whole HTTP answer in memory: what operations and refusals become before they are sent.
record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {
    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, contentType, Map.of(), body);
    }

    /// Sends it and returns when it is on its way: on threads that may wait.
    void send(Response response) throws IOException {
        begin(response);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    void send(Response response, Callback callback) {
        begin(response);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void begin(Response response) {
        response.setStatus(status);
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    }
}
