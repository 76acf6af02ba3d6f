package io.argosy.control.sessions;

import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What came in on a channel and waits for its session. When it is full the next message waits on the network; an
/// agent whose session does not keep up at all loses the channel.
final class Inbox implements ChannelListener {
    private static final int MOST_WAITING = 1_024;
    private static final int TOO_MUCH = 1008;
    private static final long PATIENCE_SECONDS = 10;

    sealed interface Heard {
        record Text(String text) implements Heard {}

        record Closed(int code, String reason) implements Heard {}
    }

    private final Bell bell = new Bell();
    private final BlockingQueue<Heard> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicReference<Heard.Closed> end = new AtomicReference<>();
    private final Consumer<Channel> opened;

    Inbox(Consumer<Channel> opened) {
        this.opened = opened;
    }

    Bell bell() {
        return bell;
    }

    @Override
    public void onOpen(Channel channel) {
        opened.accept(channel);
    }

    @Override
    public void onText(String text) {
        try {
            if (!waiting.offer(new Heard.Text(text), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                end.set(new Heard.Closed(TOO_MUCH, "too many messages wait"));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        bell.ring();
    }

    @Override
    public void onClose(int code, String reason) {
        end.set(new Heard.Closed(code, reason));
        bell.ring();
    }

    /// All that came, in order; the end last.
    List<Heard> take() {
        Heard.Closed closed = end.get();
        List<Heard> all = new ArrayList<>();
        waiting.drainTo(all);
        if (closed != null) {
            all.add(closed);
        }
        return all;
    }
}
