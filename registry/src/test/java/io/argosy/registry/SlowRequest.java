package io.argosy.registry;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A request whose body comes when a test wants it to.
final class SlowRequest implements AutoCloseable {
    private final Socket socket;

    /// `line` is the method and the path.
    SlowRequest(URI server, String line, String authorization, long length) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(20_000);
        send(line + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\nAuthorization: " + authorization
                + "\r\nContent-Length: " + length + "\r\n\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
