package io.argosy.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A registry's door for blobs by raw HTTP over one kept connection: sends and receives as fast as a socket takes, so
/// that what is measured is the registry.
final class ImageRegistry implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final Socket socket;
    private final InputStream in;
    private final String head;
    private final String repository;
    private final byte[] buffer = new byte[BUFFER];

    /// Where a registry is, as whom to speak to it (empty for nobody), and in which repository.
    record Door(URI uri, String authorization, String repository) {
        ImageRegistry open() throws IOException {
            return new ImageRegistry(this);
        }
    }

    private ImageRegistry(Door door) throws IOException {
        socket = new Socket(door.uri().getHost(), door.uri().getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        repository = door.repository();
        String login = door.authorization().isEmpty() ? "" : "Authorization: " + door.authorization() + "\r\n";
        head = " HTTP/1.1\r\nHost: " + door.uri().getAuthority() + "\r\n" + login;
    }

    /// As docker does it: begin, one part, finish.
    void push(Blob blob) throws IOException {
        String upload = location(exchange("POST", "/v2/" + repository + "/blobs/uploads/", 202));
        send("PATCH", upload, blob.length());
        blob.writeTo(socket.getOutputStream());
        String end = location(answer(202));
        String digest = (end.contains("?") ? "&" : "?") + "digest=" + blob.digest();
        exchange("PUT", end + digest, 201);
    }

    /// Reads the blob and forgets it.
    void pull(Blob blob) throws IOException {
        send("GET", "/v2/" + repository + "/blobs/" + blob.digest(), 0);
        Map<String, String> headers = headers(200);
        long left = length(headers);
        if (left != blob.length()) {
            throw new IOException("a blob of " + blob.length() + " bytes came back with " + left);
        }
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new IOException("the registry hung up");
            }
            left -= count;
        }
    }

    private Map<String, String> exchange(String method, String path, int expected) throws IOException {
        send(method, path, 0);
        return answer(expected);
    }

    private void send(String method, String path, long length) throws IOException {
        String text = method + " " + path + head + "Content-Type: application/octet-stream\r\nContent-Length: " + length
                + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private Map<String, String> answer(int expected) throws IOException {
        Map<String, String> headers = headers(expected);
        in.skipNBytes(length(headers));
        return headers;
    }

    private static long length(Map<String, String> headers) {
        return Long.parseLong(headers.getOrDefault("content-length", "0"));
    }

    private Map<String, String> headers(int expected) throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            String[] parts = header.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        if (!status.contains(" " + expected + " ")) {
            throw new IOException(status + " instead of " + expected);
        }
        return headers;
    }

    /// Some registries answer with a whole URL.
    private static String location(Map<String, String> headers) {
        URI uri = URI.create(headers.getOrDefault("location", ""));
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private String line() throws IOException {
        var text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the registry hung up");
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
