package io.argosy.wire;

import io.argosy.model.ApiError;
import io.argosy.wire.connections.OpenRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bytes that follow a request's head, piece by piece, with a time by which they must have come. What nobody wanted
/// is thrown away after the answer, for a while: a client that is still sending then reads the answer, not a reset.
final class RequestContent {
    private static final Logger log = LoggerFactory.getLogger(RequestContent.class);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final long MOST_THROWN_AWAY = 64 << 20;

    private final Request request;
    private final OpenRequest open;
    private boolean broken;

    RequestContent(Request request, OpenRequest open) {
        this.request = request;
        this.open = open;
    }

    /// What the client says it will send, or -1.
    long announced() {
        return request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    }

    RequestOrigin origin() {
        return RequestOrigin.of(request);
    }

    OpenRequest open() {
        return open;
    }

    /// The next piece, to be released; the last one says so.
    Content.Chunk next(long deadlineNanos) throws IOException {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                await(deadlineNanos);
            } else if (Content.Chunk.isFailure(chunk)) {
                broken = true;
                throw new IOException("the body broke off", chunk.getFailure());
            } else {
                return chunk;
            }
        }
    }

    private void await(long deadlineNanos) {
        var there = new CountDownLatch(1);
        request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, there::countDown));
        try {
            if (there.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        broken = true;
        throw new ApiError("RequestTimeout", "The request body did not arrive in time", 408, Map.of()).thrown();
    }

    /// Takes in and forgets what is still coming. Only on a thread that may wait.
    void linger() {
        boolean awaitsConsent =
                request.getHeaders().contains(HttpHeader.EXPECT) && Request.getContentBytesRead(request) == 0;
        if (broken || awaitsConsent || !Thread.currentThread().isVirtual()) {
            return;
        }
        open.lingering();
        long deadline = System.nanoTime() + LINGER.toNanos();
        try {
            throwAway(deadline);
        } catch (IOException | RuntimeException gone) {
            log.debug("a client was still sending when its time was over: {}", gone.toString());
        }
    }

    private void throwAway(long deadline) throws IOException {
        boolean last = false;
        for (long thrownAway = 0; !last && thrownAway < MOST_THROWN_AWAY; ) {
            Content.Chunk chunk = next(deadline);
            thrownAway += chunk.remaining();
            last = chunk.isLast();
            chunk.release();
        }
    }
}
