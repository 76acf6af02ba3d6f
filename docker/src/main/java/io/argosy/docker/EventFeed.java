package io.argosy.docker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the engine's events for as long as the agent lives: connects again when the stream is lost, asks for what
/// happened meanwhile, and says so, because an engine that restarted has forgotten it.
public final class EventFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// Who is told; calls come one at a time and must not block.
    public interface Listener {
        void hear(EngineEvent event);

        /// The stream was lost and is back: look at everything again.
        void resync();
    }

    private final Docker docker;
    private final String label;
    private final Listener listener;
    private final AtomicReference<Optional<EventStream>> open = new AtomicReference<>(Optional.empty());
    private final Thread thread;
    private volatile Instant seenUntil;
    private volatile boolean closed;

    public EventFeed(Docker docker, String label, Listener listener, InstantSource clock) {
        this.docker = docker;
        this.label = label;
        this.listener = listener;
        this.seenUntil = clock.instant();
        this.thread = Thread.ofVirtual().name("docker-events").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        boolean again = false;
        while (!closed) {
            try (EventStream stream = docker.events(label, seenUntil)) {
                open.set(Optional.of(stream));
                pause = FIRST_PAUSE;
                if (again) {
                    listener.resync();
                }
                follow(stream);
            } catch (DockerException lost) {
                log.debug("docker events lost: {}", lost.text());
            }
            again = true;
            if (!closed && !slept(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void follow(EventStream stream) throws DockerException {
        while (!closed) {
            Optional<EngineEvent> event = stream.next();
            if (event.isEmpty()) {
                return;
            }
            seenUntil = event.get().at();
            listener.hear(event.get());
        }
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        open.get().ifPresent(EventStream::close);
        thread.interrupt();
    }
}
