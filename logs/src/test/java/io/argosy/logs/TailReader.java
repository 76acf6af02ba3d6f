package io.argosy.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.logs.StartLiveTailRequest;
import io.argosy.wire.access.RequestHead;
import io.argosy.wire.access.RequestSigner;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// A client of StartLiveTail that reads the frames of the event stream, and finds out whether their checks are right.
final class TailReader implements AutoCloseable {
    private static final String TARGET = "Logs_20140328.StartLiveTail";
    private static final int PRELUDE = 12;
    private static final int CHECK = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final DataInputStream in;

    record Frame(String type, String content) {}

    TailReader(LogsServer server, StartLiveTailRequest request) throws IOException {
        URI endpoint = server.endpoint();
        byte[] body = JsonCodec.write(request);
        String type = "application/x-amz-json-1.1";
        var head = new RequestHead(
                "POST",
                "/",
                "",
                Map.of(
                        "host", List.of(endpoint.getAuthority()),
                        "content-type", List.of(type),
                        "x-amz-target", List.of(TARGET)));
        HttpRequest.Builder asked = HttpRequest.newBuilder(endpoint.resolve("/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("content-type", type)
                .header("x-amz-target", TARGET);
        new RequestSigner(LogsServer.KEY, LogsServer.REGION, "logs", InstantSource.system())
                .sign(head, body)
                .forEach(asked::header);
        try {
            in = new DataInputStream(http.send(asked.build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }

    void started() throws IOException {
        for (Frame frame = next(); !frame.type().equals("sessionStart"); frame = next()) {
            continue;
        }
    }

    /// All updates until one has this in it.
    String until(String wanted) throws IOException {
        var seen = new StringBuilder();
        while (seen.indexOf(wanted) < 0) {
            Frame frame = next();
            seen.append(frame.type()).append(frame.content());
        }
        return seen.toString();
    }

    /// Whether the stream comes to an end.
    boolean ends() throws IOException {
        byte[] rest = in.readAllBytes();
        return rest.length >= 0 && in.read() < 0;
    }

    Frame next() throws IOException {
        byte[] prelude = in.readNBytes(PRELUDE);
        var numbers = new DataInputStream(new ByteArrayInputStream(prelude));
        int length = numbers.readInt();
        int headers = numbers.readInt();
        requireCheck(prelude, PRELUDE - CHECK, numbers.readInt());
        byte[] rest = in.readNBytes(length - PRELUDE);
        byte[] all = new byte[length];
        System.arraycopy(prelude, 0, all, 0, PRELUDE);
        System.arraycopy(rest, 0, all, PRELUDE, rest.length);
        requireCheck(
                all,
                length - CHECK,
                new DataInputStream(new ByteArrayInputStream(rest, rest.length - CHECK, CHECK)).readInt());
        Map<String, String> named = headers(rest, headers);
        String type = named.getOrDefault(":event-type", named.getOrDefault(":exception-type", ""));
        return new Frame(type, new String(rest, headers, rest.length - headers - CHECK, UTF_8));
    }

    private static void requireCheck(byte[] bytes, int length, int wanted) {
        var check = new CRC32();
        check.update(bytes, 0, length);
        if ((int) check.getValue() != wanted) {
            throw new IllegalStateException("the check of a frame is wrong");
        }
    }

    private static Map<String, String> headers(byte[] bytes, int length) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        Map<String, String> headers = new HashMap<>();
        while (in.available() > 0) {
            String name = new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
            in.readByte();
            headers.put(name, new String(in.readNBytes(in.readUnsignedShort()), UTF_8));
        }
        return headers;
    }

    @Override
    public void close() throws IOException {
        in.close();
        http.shutdownNow();
    }
}
