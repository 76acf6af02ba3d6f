package io.argosy.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A client of HTTP/2 that sends exactly the frames it is told to, for what no library would do.
final class RawTwo implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int REFUSED = 7;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SSLSocket socket;
    private final DataInputStream in;

    /// What the server sent: `code` is a reset's reason, or the first byte of what else it holds.
    record Frame(int type, int flags, int stream, byte[] body) {
        int code() {
            return body.length < 4 ? -1 : body[3];
        }

        /// In front of the status there may be a word on the size of the table of headers, which begins with 001.
        boolean isOk() {
            int first = 0;
            while ((body[first] & 0xe0) == 0x20) {
                first += (body[first] & 0x1f) == 0x1f ? 3 : 1;
            }
            return type == HEADERS && (body[first] & 0xff) == 0x88;
        }
    }

    /// `window` bytes of each answer may come before it says that it has read any.
    RawTwo(SSLSocketFactory sockets, int port, int window) throws IOException {
        socket = (SSLSocket) sockets.createSocket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(PREFACE);
        frame(SETTINGS, 0, 0, new byte[] {
            0, 4, (byte) (window >> 24), (byte) (window >> 16), (byte) (window >> 8), (byte) window
        });
    }

    /// A request's head, and whether that is all of it.
    RawTwo head(int stream, String method, String path, Map<String, String> headers, boolean all) throws IOException {
        frame(HEADERS, END_HEADERS | (all ? END_STREAM : 0), stream, packed(method, path, headers));
        return this;
    }

    /// The beginning of a head.
    RawTwo halfHead(int stream) throws IOException {
        frame(HEADERS, END_STREAM, stream, packed("GET", "/", Map.of()));
        return this;
    }

    RawTwo moreOfHead(int stream, Map<String, String> headers) throws IOException {
        var bytes = new ByteArrayOutputStream();
        headers.forEach((name, value) -> literal(bytes, name, value));
        frame(CONTINUATION, 0, stream, bytes.toByteArray());
        return this;
    }

    RawTwo data(int stream, String text, boolean last) throws IOException {
        frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private static byte[] packed(String method, String path, Map<String, String> headers) {
        var bytes = new ByteArrayOutputStream();
        literal(bytes, ":method", method);
        literal(bytes, ":scheme", "https");
        literal(bytes, ":authority", "a");
        literal(bytes, ":path", path);
        headers.forEach((name, value) -> literal(bytes, name, value));
        return bytes.toByteArray();
    }

    /// Neither compressed nor remembered.
    private static void literal(ByteArrayOutputStream bytes, String name, String value) {
        bytes.write(0);
        text(bytes, name);
        text(bytes, value);
    }

    private static void text(ByteArrayOutputStream bytes, String text) {
        int length = text.length();
        if (length < 127) {
            bytes.write(length);
        } else {
            bytes.write(127);
            for (length -= 127; length >= 128; length >>= 7) {
                bytes.write(length & 0x7f | 0x80);
            }
            bytes.write(length);
        }
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void frame(int type, int flags, int stream, byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {
            (byte) (body.length >> 16), (byte) (body.length >> 8), (byte) body.length, (byte) type, (byte) flags
        });
        bytes.writeBytes(
                new byte[] {(byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream});
        bytes.writeBytes(body);
        OutputStream out = socket.getOutputStream();
        out.write(bytes.toByteArray());
        out.flush();
    }

    /// The next frame that is about this stream; nothing when the connection ends before.
    Optional<Frame> next(int stream) throws IOException {
        return next(frame -> frame.stream() == stream);
    }

    /// The next head of an answer, whatever it answers: requests that come together are looked at in any order.
    Optional<Frame> nextAnswer() throws IOException {
        return next(frame -> frame.type() == HEADERS);
    }

    private Optional<Frame> next(Predicate<Frame> wanted) throws IOException {
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int about = in.readInt();
                var frame = new Frame(type, flags, about, in.readNBytes(length));
                if (type != WINDOW_UPDATE && wanted.test(frame)) {
                    return Optional.of(frame);
                }
            }
        } catch (EOFException | SocketException ended) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
