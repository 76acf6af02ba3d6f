package io.argosy.logs.tail;

import io.argosy.logs.store.StoredBlock;
import io.argosy.logs.store.StoredEvent;
import io.argosy.shapes.logs.LiveTailSessionLogEvent;
import io.argosy.shapes.logs.LiveTailSessionMetadata;
import io.argosy.shapes.logs.LiveTailSessionUpdate;
import io.argosy.shapes.logs.SessionTimeoutException;
import io.argosy.wire.EventStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// One who follows groups: what came is sent soon, and at least once a second something is. More than 500 events a
/// second are a sample; what a slow reader has waiting is bounded, and what comes beyond that he does not get.
public final class TailSession implements EventStream {
    private static final int MOST_BLOCKS = 5_000;
    private static final long MOST_BYTES = 10L << 20;
    private static final int MOST_OF_A_SECOND = 500;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SOON = Duration.ofMillis(50).toNanos();
    private static final long LONGEST = Duration.ofHours(3).toNanos();

    private final TailRequest request;
    private final Consumer<TailSession> gone;
    private final BlockingQueue<StoredBlock> waiting = new ArrayBlockingQueue<>(MOST_BLOCKS);
    private final AtomicLong bytes = new AtomicLong();
    private final long began = System.nanoTime();
    private volatile boolean lost;
    private volatile boolean ends;
    private boolean said;
    private long second = began;
    private int sent;

    TailSession(TailRequest request, Consumer<TailSession> gone) {
        this.request = request;
        this.gone = gone;
    }

    /// On the writer's thread.
    void heard(StoredBlock block) {
        if (!request.wants(block)) {
            return;
        }
        if (bytes.get() + block.bytes().length > MOST_BYTES || !waiting.offer(block)) {
            lost = true;
            return;
        }
        bytes.addAndGet(block.bytes().length);
    }

    void end() {
        ends = true;
    }

    @Override
    public Optional<Event> next() throws InterruptedException {
        if (!said) {
            said = true;
            return Optional.of(Event.of("sessionStart", request.start()));
        }
        if (System.nanoTime() - began > LONGEST) {
            var over = SessionTimeoutException.builder()
                    .message("The session has lasted three hours, which is as long as one may.")
                    .build();
            return Optional.of(Event.error("SessionTimeoutException", over));
        }
        List<LiveTailSessionLogEvent> events = gathered();
        return ends ? Optional.empty() : Optional.of(Event.of("sessionUpdate", update(events)));
    }

    private LiveTailSessionUpdate update(List<LiveTailSessionLogEvent> events) {
        boolean sampled = lost;
        lost = false;
        return LiveTailSessionUpdate.builder()
                .sessionMetadata(
                        LiveTailSessionMetadata.builder().sampled(sampled).build())
                .sessionResults(events)
                .build();
    }

    /// What came within a moment of the first that came, or nothing after a second.
    private List<LiveTailSessionLogEvent> gathered() throws InterruptedException {
        List<LiveTailSessionLogEvent> events = new ArrayList<>();
        long until = System.nanoTime() + SECOND;
        while (!ends && System.nanoTime() < until) {
            StoredBlock block = waiting.poll(Math.min(SOON, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (block == null && !events.isEmpty()) {
                return events;
            }
            if (block != null) {
                bytes.addAndGet(-block.bytes().length);
                if (events.isEmpty()) {
                    until = Math.min(until, System.nanoTime() + SOON);
                }
                add(block, events);
            }
        }
        return events;
    }

    private void add(StoredBlock block, List<LiveTailSessionLogEvent> events) {
        for (StoredEvent event : block.events(request.filter())) {
            if (allowed()) {
                events.add(LiveTailSessionLogEvent.builder()
                        .logStreamName(block.stream().name())
                        .logGroupIdentifier(request.identifier(block))
                        .message(event.message())
                        .timestamp(event.timestamp())
                        .ingestionTime(event.ingestedAt())
                        .build());
            } else {
                lost = true;
            }
        }
    }

    private boolean allowed() {
        long now = System.nanoTime();
        if (now - second >= SECOND) {
            second = now;
            sent = 0;
        }
        return ++sent <= MOST_OF_A_SECOND;
    }

    @Override
    public void close() {
        ends = true;
        gone.accept(this);
    }
}
