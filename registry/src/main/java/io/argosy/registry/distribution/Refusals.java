package io.argosy.registry.distribution;

import io.argosy.shapes.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/// Writes refusals so that clients can read them: in OCI's form, and with an ear for the rest of what they send.
final class Refusals {
    private static final Duration HEARD = Duration.ofSeconds(5);
    private static final int BUFFER = 1 << 16;

    private Refusals() {}

    static void write(Request request, Response response, OciError error) throws IOException {
        if (error.status() == 401) {
            response.getHeaders()
                    .put(
                            HttpHeader.WWW_AUTHENTICATE,
                            "Basic realm=\"" + Request.getServerName(request) + "\",service=\"ecr.amazonaws.com\"");
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("code", error.code().name());
        line.put("message", error.message());
        write(request, response, error.status(), Exchange.JSON, JsonTree.write(Map.of("errors", List.of(line))));
    }

    /// Our own failure, in plain text: the specification has no code for it.
    static void writeOurs(Request request, Response response, String requestId) throws IOException {
        write(request, response, 500, "text/plain", "An internal error occurred. Request id: " + requestId + "\n");
    }

    private static void write(Request request, Response response, int status, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        boolean headOnly = request.getMethod().equals("HEAD");
        Content.Sink.write(response, true, ByteBuffer.wrap(headOnly ? new byte[0] : body));
    }

    /// Reads on for a while after the answer. A connection that is closed while its client sends is reset, and the
    /// client sees a broken pipe instead of what it was told.
    static void hearOut(Request request) {
        long end = System.nanoTime() + HEARD.toNanos();
        byte[] buffer = new byte[BUFFER];
        try (InputStream rest = Content.Source.asInputStream(request)) {
            int count = rest.read(buffer);
            while (count >= 0 && System.nanoTime() < end) {
                count = rest.read(buffer);
            }
        } catch (IOException gone) {
            // It has read the answer, or does not want to.
        }
    }
}
