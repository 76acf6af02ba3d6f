package io.argosy.sessions;

import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What came in on a channel and waits for its session: so many messages, and so many characters in all. When it is
/// full the next message waits on the network; an agent whose session does not keep up at all loses the channel.
final class Inbox implements ChannelListener {
    private static final int MOST_WAITING = 1_024;
    static final int MOST_CHARACTERS = 1 << 20;
    private static final long PATIENCE_SECONDS = 10;

    sealed interface Heard {
        record Text(String text) implements Heard {}

        /// More came than can be kept.
        record TooMuch() implements Heard {}

        record Closed(int code, String reason) implements Heard {}
    }

    private final Wakeup wakeup = new Wakeup();
    private final BlockingQueue<Heard.Text> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Semaphore room = new Semaphore(MOST_CHARACTERS);
    private final AtomicReference<Optional<Heard>> end = new AtomicReference<>(Optional.empty());
    private final Consumer<Channel> opened;

    Inbox(Consumer<Channel> opened) {
        this.opened = opened;
    }

    Wakeup wakeup() {
        return wakeup;
    }

    @Override
    public void onOpen(Channel channel) {
        opened.accept(channel);
    }

    @Override
    public void onText(String text) {
        try {
            if (!kept(new Heard.Text(text))) {
                end.updateAndGet(known -> known.or(() -> Optional.of(new Heard.TooMuch())));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        wakeup.ring();
    }

    private boolean kept(Heard.Text text) throws InterruptedException {
        if (!room.tryAcquire(size(text), PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return false;
        }
        if (!waiting.offer(text, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            room.release(size(text));
            return false;
        }
        return true;
    }

    /// One message that is larger than all room has it for itself.
    private static int size(Heard.Text text) {
        return Math.min(text.text().length(), MOST_CHARACTERS);
    }

    @Override
    public void onClose(int code, String reason) {
        end.set(Optional.of(new Heard.Closed(code, reason)));
        wakeup.ring();
    }

    /// All that came, in order; the end last.
    List<Heard> take() {
        Optional<Heard> last = end.get();
        List<Heard.Text> texts = new ArrayList<>();
        waiting.drainTo(texts);
        texts.forEach(text -> room.release(size(text)));
        List<Heard> all = new ArrayList<>(texts);
        last.ifPresent(all::add);
        return all;
    }
}
