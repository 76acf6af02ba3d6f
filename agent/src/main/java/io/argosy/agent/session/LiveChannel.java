package io.argosy.agent.session;

import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;

/// One connection's life: hands texts to the conversation, which says whether it understood them, and ends when the
/// peer closes, says nothing recognisable for
/// too long, or has been connected long enough (agent-protocol 4.3).
final class LiveChannel implements ChannelListener {
    private static final int NORMAL = 1000;
    private static final Duration GLANCE = Duration.ofSeconds(5);

    /// How it ended; `code` is 0 when this side gave the connection up.
    record Ending(int code, String reason) {}

    private final BiPredicate<Channel, String> conversation;
    private final CompletableFuture<Channel> opened = new CompletableFuture<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final AtomicLong heardAt = new AtomicLong(System.nanoTime());

    LiveChannel(BiPredicate<Channel, String> conversation) {
        this.conversation = conversation;
    }

    @Override
    public void onOpen(Channel channel) {
        opened.complete(channel);
    }

    @Override
    public void onText(String text) {
        if (conversation.test(opened.join(), text)) {
            heardAt.set(System.nanoTime());
        }
    }

    @Override
    public void onClose(int code, String reason) {
        ended.complete(new Ending(code, reason));
    }

    /// Waits for the end, and brings it about when silence or lifetime has run out.
    Ending await(Duration silence, Duration lifetime) throws InterruptedException {
        long until = System.nanoTime() + lifetime.toNanos();
        while (true) {
            try {
                return ended.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillOpen) {
                long now = System.nanoTime();
                if (now > until) {
                    return close("ConnectionExpired: Reconnect to continue", NORMAL);
                }
                if (now - heardAt.get() > silence.toNanos()) {
                    return close("nothing was heard for too long", 0);
                }
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private Ending close(String reason, int meaning) {
        close(reason);
        return new Ending(meaning, reason);
    }

    void close(String reason) {
        var _ = opened.thenAccept(channel -> channel.close(NORMAL, reason));
    }
}
