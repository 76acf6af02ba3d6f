package io.argosy.logshipping;

import io.argosy.docker.Docker;
import io.argosy.docker.DockerException;
import io.argosy.model.ApiException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the log of one container, in order: reads what is new, puts it, and writes down how far the server has it.
/// What could not be put is read again from there after a pause, so waiting holds nothing in memory.
final class ContainerShipper {
    private static final Logger log = LoggerFactory.getLogger(ContainerShipper.class);
    private static final Set<String> NEVER = Set.of("InvalidParameterException", "SerializationException");
    /// A server may be set to take less than the service does.
    private static final String TOO_LARGE = "RequestEntityTooLargeException";
    private static final Duration LOOK = Duration.ofMillis(100);
    /// Between two puts of a container that goes on writing, so that each of them is worth its call.
    private static final Duration BETWEEN = Duration.ofMillis(400);
    /// How long lines wait for others of their event.
    private static final long QUIET = Duration.ofSeconds(1).toNanos();
    /// The engine may still be writing when it tells of a container's end.
    private static final int LAST_LOOKS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String container;
    private final Destination to;
    private final LogsClient client;
    private final Shared shared;
    private final Semaphore wakeups = new Semaphore(0);
    private final Deque<LogEvent> carried = new ArrayDeque<>();
    private Optional<LogFiles> files = Optional.empty();
    private EventMaker maker;
    private Position sent = Position.BEGINNING;
    private Duration pause = FIRST_PAUSE;
    private long heardAt;
    private boolean stream;
    private int room = Batch.MOST_BYTES;
    private int looks;
    private String told = "";
    private volatile boolean ended;
    private volatile boolean finished;
    private volatile boolean closed;

    /// What all shippers have: the engine, the folder of checkpoints, and the turns of those at work at once.
    record Shared(Docker docker, Path folder, Semaphore turns) {}

    ContainerShipper(String container, Destination to, LogsClient client, Shared shared) {
        this.container = container;
        this.to = to;
        this.client = client;
        this.shared = shared;
        this.maker = new EventMaker(to.start());
    }

    void start() {
        Thread.ofVirtual().name("logs-" + container).start(this::run);
    }

    /// The container writes no more: what is there is the rest.
    void end() {
        ended = true;
        wake();
    }

    void wake() {
        wakeups.release();
    }

    void close() {
        closed = true;
        wake();
    }

    boolean finished() {
        return finished;
    }

    private void run() {
        try (var checkpoint = new Checkpoint(shared.folder().resolve(container))) {
            sent = checkpoint.found();
            if (!checkpoint.done()) {
                ship(checkpoint);
            }
            finished = !closed;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failure) {
            if (!closed) {
                log.error("container={} its log is not sent any more", container, failure);
            }
        } finally {
            drop();
        }
    }

    private void ship(Checkpoint checkpoint) throws IOException, InterruptedException {
        while (!closed) {
            boolean last = ended;
            Outcome outcome = inTurn(() -> round(checkpoint, last));
            switch (outcome) {
                case SENT -> wait(BETWEEN);
                case MORE -> {}
                case FAILED -> rest();
                case GONE -> {
                    return;
                }
                case NOTHING -> {
                    if (last && ++looks > LAST_LOOKS) {
                        checkpoint.write(sent, true);
                        log.info("container={} stream={} all of its log is sent", container, to.stream());
                        return;
                    }
                    wait(LOOK);
                }
            }
        }
    }

    /// What came of a round: all there was, or a batch that left some, or nothing to send; the server did not take it;
    /// or the container is gone from the engine.
    private enum Outcome {
        SENT,
        MORE,
        NOTHING,
        FAILED,
        GONE
    }

    private interface Round {
        Outcome run() throws IOException;
    }

    private Outcome inTurn(Round round) throws IOException, InterruptedException {
        if (files.isPresent() && !due()) {
            return Outcome.NOTHING;
        }
        shared.turns().acquire();
        try {
            return located() ? round.run() : Outcome.GONE;
        } catch (DockerException silent) {
            log.debug("container={} its log is not found yet: {}", container, silent.text());
            return Outcome.FAILED;
        } catch (IOException unreadable) {
            tell("cannot be read: " + unreadable);
            return Outcome.FAILED;
        } finally {
            shared.turns().release();
        }
    }

    private boolean due() throws IOException {
        boolean quiet = System.nanoTime() - heardAt > QUIET;
        return !carried.isEmpty() || ended || files().grown() || maker.waiting() && quiet;
    }

    private LogFiles files() {
        return files.orElseThrow();
    }

    /// Whether the engine still has the container.
    private boolean located() throws DockerException {
        if (files.isPresent()) {
            return true;
        }
        try {
            String path = shared.docker().inspect(container).log().path();
            files = path.isEmpty() ? Optional.empty() : Optional.of(new LogFiles(Path.of(path), sent));
            return files.isPresent();
        } catch (DockerException failure) {
            if (failure.reason() == DockerException.Reason.NOT_FOUND) {
                return false;
            }
            throw failure;
        }
    }

    private Outcome round(Checkpoint checkpoint, boolean last) throws IOException {
        var batch = new Batch(room);
        boolean more = fill(batch, last);
        if (batch.empty()) {
            return Outcome.NOTHING;
        }
        if (!put(batch)) {
            return Outcome.FAILED;
        }
        sent = carried.isEmpty()
                ? maker.pending().orElse(files().position())
                : carried.getFirst().from();
        checkpoint.write(sent, false);
        pause = FIRST_PAUSE;
        told = "";
        return more ? Outcome.MORE : Outcome.SENT;
    }

    /// Whether more is there than one batch holds.
    private boolean fill(Batch batch, boolean last) throws IOException {
        while (carried.isEmpty() || batch.add(carried.getFirst())) {
            if (!carried.isEmpty()) {
                carried.removeFirst();
                continue;
            }
            Optional<LogRecord> record = files().next();
            if (record.isEmpty()) {
                List<LogEvent> late = late(last);
                if (late.isEmpty()) {
                    return false;
                }
                carried.addAll(late);
            } else {
                heardAt = System.nanoTime();
                carried.addAll(maker.take(record.get()));
            }
        }
        return true;
    }

    private List<LogEvent> late(boolean last) {
        if (last) {
            return maker.rest();
        }
        return System.nanoTime() - heardAt > QUIET ? maker.quiet() : List.of();
    }

    private boolean put(Batch batch) {
        try {
            if (!stream) {
                client.prepare();
                stream = true;
            }
            client.put(batch);
            return true;
        } catch (ApiException refused) {
            return answered(batch, refused);
        } catch (IOException away) {
            tell("is not sent yet: " + away.getMessage());
            return false;
        }
    }

    /// Whether to go on behind this batch: one that will never be taken must not stop the others.
    private boolean answered(Batch batch, ApiException refused) {
        boolean tooLarge = refused.error().code().equals(TOO_LARGE);
        boolean never = NEVER.contains(refused.error().code()) || tooLarge && batch.size() == 1;
        // The group or the stream was deleted: they are made again.
        stream &= !refused.error().code().equals(LogsClient.NOT_FOUND);
        if (never) {
            log.error("container={} {} events dropped: {}", container, batch.size(), refused.error());
        } else if (tooLarge) {
            room /= 2;
        } else {
            tell("is not taken by group " + to.group() + ": " + refused.error());
        }
        return never;
    }

    /// What holds it up is said once.
    private void tell(String what) {
        if (!told.equals(what)) {
            told = what;
            log.warn("container={} its log {}; trying again", container, what);
        }
    }

    /// Lets go of all that was read, waits, and begins again behind what the server has.
    private void rest() throws InterruptedException {
        drop();
        wait(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private void drop() {
        carried.clear();
        maker = new EventMaker(to.start());
        try {
            if (files.isPresent()) {
                files.get().close();
            }
        } catch (IOException unclosed) {
            log.debug("container={} a file did not close", container, unclosed);
        }
        files = Optional.empty();
    }

    private void wait(Duration time) throws InterruptedException {
        if (wakeups.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeups.drainPermits();
        }
    }
}
