package io.argosy.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Jetty websocket session as a `Channel`, on either side. One text is on its way at a time; the parked senders are
/// the queue, and a peer that does not read in time loses the connection.
public final class JettyChannel implements Channel, Session.Listener.AutoDemanding {
    private static final Logger log = LoggerFactory.getLogger(JettyChannel.class);
    private static final int MOST_WAITING = 1024;
    private static final int LONGEST_REASON = 123;

    private final ChannelListener listener;
    private final Duration sendTimeout;
    private final ReentrantLock sending = new ReentrantLock(true);
    private final AtomicReference<Session> session = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    public JettyChannel(ChannelListener listener, Duration sendTimeout) {
        this.listener = listener;
        this.sendTimeout = sendTimeout;
    }

    @Override
    public void send(String text) {
        Session open = session.get();
        if (open == null || ended.get()) {
            return;
        }
        try {
            if (sending.getQueueLength() >= MOST_WAITING
                    || !sending.tryLock(sendTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                open.disconnect();
                return;
            }
            try {
                var sent = new Callback.Completable();
                open.sendText(text, sent);
                sent.get(sendTimeout.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                sending.unlock();
            }
        } catch (ExecutionException | TimeoutException unreachable) {
            log.debug("channel={} gave up sending", open.getRemoteSocketAddress(), unreachable);
            open.disconnect();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            open.disconnect();
        }
    }

    @Override
    public void close(int code, String reason) {
        Session open = session.get();
        if (open != null) {
            open.close(code, shortened(reason), Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session.set(opened);
        listener.onOpen(this);
    }

    @Override
    public void onWebSocketText(String message) {
        try {
            listener.onText(message);
        } catch (RuntimeException bug) {
            log.error("a message was not handled; its channel is closed", bug);
            close(StatusCode.SERVER_ERROR, "internal error");
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(StatusCode.BAD_DATA, "only text messages are spoken here");
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("channel failed", cause);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        callback.succeed();
        if (ended.compareAndSet(false, true)) {
            listener.onClose(code, reason == null ? "" : reason);
        }
    }

    /// A close frame has room for 123 bytes of reason.
    private static String shortened(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
