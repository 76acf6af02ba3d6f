package io.argosy.wire;

import io.argosy.model.ApiError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/// Reads bodies into memory, never more than the limit: neither as they come nor as they unpack.
final class RequestBody {
    private static final int MOST_DRAINED = 8 << 20;

    private final int limit;

    RequestBody(int limit) {
        this.limit = limit;
    }

    byte[] read(Request request) throws IOException {
        if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > MOST_DRAINED) {
            throw tooLarge();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] body = in.readNBytes(limit + 1);
            if (body.length > limit) {
                drain(in);
                throw tooLarge();
            }
            return body;
        }
    }

    /// Takes in a little more, so that a client that is still sending reads the refusal and not a reset.
    private static void drain(InputStream in) throws IOException {
        byte[] thrownAway = new byte[16 << 10];
        for (int left = MOST_DRAINED; left > 0; left -= thrownAway.length) {
            if (in.readNBytes(thrownAway, 0, thrownAway.length) < thrownAway.length) {
                return;
            }
        }
    }

    /// The body as its reader wants it; `encoding` is the request's Content-Encoding, empty for none.
    byte[] unpacked(byte[] body, String encoding) {
        return switch (encoding) {
            case "", "identity" -> body;
            case "gzip" -> gunzipped(body);
            default ->
                throw new ApiError(
                                "UnsupportedMediaTypeException", "Content-Encoding " + encoding + " is not supported")
                        .thrown();
        };
    }

    private byte[] gunzipped(byte[] body) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unpackedWhole(in);
        } catch (IOException broken) {
            throw new ApiError("SerializationException", "The body is not valid gzip").thrown();
        }
    }

    private byte[] unpackedWhole(InputStream in) throws IOException {
        byte[] body = in.readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        return body;
    }

    private RuntimeException tooLarge() {
        return new ApiError(
                        "RequestEntityTooLargeException",
                        "The request body is larger than " + limit + " bytes",
                        413,
                        Map.of())
                .thrown();
    }
}
