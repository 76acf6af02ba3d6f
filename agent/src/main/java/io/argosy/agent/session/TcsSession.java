package io.argosy.agent.session;

import io.argosy.agent.reports.Pause;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.ApiClient;
import io.argosy.wire.Channel;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the telemetry channel open (agent-protocol 7.4): metrics and health at once and every period; the
/// health of a container the moment it changes, because a rollout may be waiting for it; and the engine's.
public final class TcsSession {
    private static final Logger log = LoggerFactory.getLogger(TcsSession.class);
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(1);

    private final ApiClient api;
    private final Endpoints endpoints;
    private final AcsSession.Self self;
    private final TelemetryMessages telemetry;
    private final Duration period;
    private final RandomGenerator chance;
    private final Pause pause;
    private final AtomicReference<LiveChannel> current = new AtomicReference<>(new LiveChannel((_, _) -> false));
    private final Map<String, TaskRecord> changed = new ConcurrentHashMap<>();
    private final AtomicBoolean engineNews = new AtomicBoolean();
    private final Semaphore wakeups = new Semaphore(0);

    public TcsSession(
            ApiClient api,
            Endpoints endpoints,
            AcsSession.Self self,
            TelemetryMessages telemetry,
            Duration period,
            RandomGenerator chance) {
        this.api = api;
        this.endpoints = endpoints;
        this.self = self;
        this.telemetry = telemetry;
        this.period = period;
        this.chance = chance;
        this.pause = new Pause(Duration.ofSeconds(1), Duration.ofSeconds(30), 2, chance);
    }

    /// A container of this task is healthy or unhealthy now and was not before.
    public void tellHealth(TaskRecord task) {
        changed.put(task.arn(), task);
        wakeups.release();
    }

    /// The engine went or came back.
    public void tellEngine() {
        engineNews.set(true);
        wakeups.release();
    }

    /// Runs until the thread is interrupted.
    public void run() throws InterruptedException {
        while (true) {
            Thread.sleep(once());
        }
    }

    private Duration once() throws InterruptedException {
        long began = System.nanoTime();
        try {
            var channel = new LiveChannel(TcsSession::understood);
            Channel open = api.connect(endpoints.telemetry(query()), channel, HANDSHAKE);
            current.set(channel);
            Thread publisher = Thread.ofVirtual().name("telemetry").start(() -> publish(open));
            try {
                channel.await(spread(SILENCE), spread(LIFETIME));
            } finally {
                publisher.interrupt();
            }
            boolean stayed = System.nanoTime() - began > SHORTEST_STAY.toNanos();
            if (stayed) {
                pause.reset();
            }
            return stayed ? Duration.ZERO : pause.take();
        } catch (IOException failure) {
            log.warn("telemetry channel not open: {}", failure.getMessage());
            return pause.take();
        }
    }

    private static boolean understood(Channel channel, String text) {
        try {
            return MessageCodec.TCS.read(text).isPresent();
        } catch (MalformedJson malformed) {
            log.warn("telemetry channel {}: {}", channel, malformed.getMessage());
            return false;
        }
    }

    private void publish(Channel channel) {
        try {
            List<TcsMessage> first = new ArrayList<>(telemetry.metrics());
            first.addAll(telemetry.health());
            first.addAll(telemetry.engine());
            send(channel, first);
            long next = System.nanoTime() + period.toNanos();
            while (true) {
                long wait = Math.max(0, next - System.nanoTime());
                if (wakeups.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
                    wakeups.drainPermits();
                    send(channel, engineNews.getAndSet(false) ? telemetry.engine() : List.of());
                    send(channel, telemetry.health(takeChanged()));
                } else {
                    next += period.toNanos();
                    send(channel, telemetry.metrics());
                    send(channel, telemetry.health());
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            log.error("telemetry ended; the channel is closed", bug);
            channel.close(1011, "internal error");
        }
    }

    private List<TaskRecord> takeChanged() {
        List<TaskRecord> taken = new ArrayList<>();
        for (String arn : List.copyOf(changed.keySet())) {
            TaskRecord task = changed.remove(arn);
            if (task != null) {
                taken.add(task);
            }
        }
        return taken;
    }

    private static void send(Channel channel, List<TcsMessage> messages) {
        messages.forEach(message -> channel.send(MessageCodec.TCS.write(message)));
    }

    private Duration spread(Duration base) {
        return base.plusMillis((long) (base.toMillis() * chance.nextDouble()));
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("agentHash", AgentVersion.HASH);
        query.put("agentVersion", AgentVersion.VERSION);
        query.put("cluster", self.cluster());
        query.put("containerInstance", self.instance());
        query.put("dockerVersion", self.dockerVersion());
        return query;
    }

    public void close() {
        current.get().close("the agent ends");
    }
}
