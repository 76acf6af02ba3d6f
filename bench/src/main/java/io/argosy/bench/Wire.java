package io.argosy.bench;

import io.argosy.wire.access.ClientIdentity;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One kept connection that sends a request and reads the answer, doing as little else as can be: what is measured is
/// the server.
final class Wire implements AutoCloseable {
    private static final String ECS_TARGET = "AmazonEC2ContainerServiceV20141113.";

    private final String target;
    private final Socket socket;
    private final InputStream in;
    private final String host;
    private final RequestSigner signer;

    Wire(URI server, ClientIdentity identity) throws IOException {
        this(server, identity, "ecs", ECS_TARGET);
    }

    /// For another service of the JSON protocols: the name that its requests are signed for, and what their targets
    /// begin with.
    Wire(URI server, ClientIdentity identity, String service, String target) throws IOException {
        this.target = target;
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        host = server.getHost() + ":" + server.getPort();
        signer = new RequestSigner(identity.key(), identity.region(), service, InstantSource.system());
    }

    /// A signed request; anything but 200 is an `IOException`.
    String call(String operation, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        var head = new RequestHead(
                "POST", "/", "", Map.of("host", List.of(host), "x-amz-target", List.of(target + operation)));
        var text = new StringBuilder("POST / HTTP/1.1\r\nHost: " + host + "\r\nX-Amz-Target: " + target + operation
                + "\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: " + body.length + "\r\n");
        signer.sign(head, body)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        return exchange(text.append("\r\n").append(json).toString());
    }

    /// The same to a service whose operations are paths.
    String post(String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        var head = new RequestHead("POST", path, "", Map.of("host", List.of(host)));
        var text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n");
        signer.sign(head, body)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        return exchange(text.append("\r\n").append(json).toString());
    }

    String get(String path) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    private String exchange(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.contains(" 200 ")) {
            throw new IOException(status + ": " + body);
        }
        return body;
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server hung up");
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
