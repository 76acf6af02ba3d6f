package io.argosy.wire;

import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A client that says exactly what it is told to, for requests that no library would send.
final class RawClient implements AutoCloseable {
    static final String TARGET = "AmazonEC2ContainerServiceV20141113.CreateCluster";

    private final Socket socket;

    RawClient(int port) throws IOException {
        this(new Socket(), port);
    }

    private RawClient(Socket socket, int port) throws IOException {
        this.socket = socket;
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(30_000);
    }

    /// One that takes in next to nothing, so that what it does not read stays with the server.
    static RawClient deaf(int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(1);
        return new RawClient(socket, port);
    }

    RawClient say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient say(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /// The first line of the answer, or nothing when the connection ends without one.
    String status() throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /// Everything until the server closes.
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// The head of a request for `service` with a right signature over `body`.
    static String signedHead(int port, String service, String path, Map<String, String> more, byte[] body, int length) {
        String host = "127.0.0.1:" + port;
        Map<String, List<String>> signedHeaders = new LinkedHashMap<>(Map.of("host", List.of(host)));
        more.forEach((name, value) -> signedHeaders.put(name, List.of(value)));
        var head = new RequestHead("POST", path, "", signedHeaders);
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("host", host);
        headers.put("content-length", Integer.toString(length));
        headers.putAll(new RequestSigner(TestServer.KEY, "local-1", service, InstantSource.system()).sign(head, body));
        return "POST " + path + " HTTP/1.1\r\n"
                + headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "\r\n";
    }

    static String signedHead(int port, byte[] body, int length) {
        return signedHead(
                port,
                "ecs",
                "/",
                Map.of("x-amz-target", TARGET, "content-type", "application/x-amz-json-1.1"),
                body,
                length);
    }

    /// The same, and the server is to close after its answer.
    static String lastSignedHead(int port, byte[] body) {
        return signedHead(
                port,
                "ecs",
                "/",
                Map.of("x-amz-target", TARGET, "content-type", "application/x-amz-json-1.1", "connection", "close"),
                body,
                body.length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
