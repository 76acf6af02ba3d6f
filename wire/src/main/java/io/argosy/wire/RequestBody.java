package io.argosy.wire;

import io.argosy.model.ApiError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.io.Content;

/// Reads bodies into memory, never more than the limit, neither as they come nor as they unpack, and never longer than
/// the time they have.
final class RequestBody {
    private final int limit;
    private final long timeNanos;

    RequestBody(int limit, Duration time) {
        this.limit = limit;
        this.timeNanos = time.toNanos();
    }

    int limit() {
        return limit;
    }

    /// The whole body, which may be so large at most.
    byte[] read(RequestContent content, int most, BodyBudget.Share share) throws IOException {
        if (content.announced() > most) {
            throw tooLarge(most);
        }
        long deadline = System.nanoTime() + timeNanos;
        var body = new ByteArrayOutputStream(1 << 10);
        boolean last = false;
        while (!last) {
            Content.Chunk chunk = content.next(deadline);
            try {
                if (body.size() + chunk.remaining() > most) {
                    throw tooLarge(most);
                }
                share.take(chunk.remaining());
                byte[] piece = new byte[chunk.remaining()];
                chunk.get(piece, 0, piece.length);
                body.writeBytes(piece);
                last = chunk.isLast();
            } finally {
                chunk.release();
            }
        }
        return body.toByteArray();
    }

    /// The body as its reader wants it; `encoding` is the request's Content-Encoding, empty for none.
    byte[] unpacked(byte[] body, String encoding, int most, BodyBudget.Share share) {
        return switch (encoding) {
            case "", "identity" -> body;
            case "gzip" -> gunzipped(body, most, share);
            default ->
                throw new ApiError(
                                "UnsupportedMediaTypeException", "Content-Encoding " + encoding + " is not supported")
                        .thrown();
        };
    }

    private byte[] gunzipped(byte[] packed, int most, BodyBudget.Share share) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                throw tooLarge(most);
            }
            share.take(body.length);
            return body;
        } catch (IOException broken) {
            throw new ApiError("SerializationException", "The body is not valid gzip").thrown();
        }
    }

    private static RuntimeException tooLarge(int most) {
        return new ApiError(
                        "RequestEntityTooLargeException",
                        "The request body is larger than " + most + " bytes",
                        413,
                        Map.of())
                .thrown();
    }
}
