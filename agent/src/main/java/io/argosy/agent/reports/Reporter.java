package io.argosy.agent.reports;

import io.argosy.agent.store.AgentStore;
import io.argosy.model.ApiException;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Submits what the store holds unsent (agent-protocol 6.3): in order and one call at a time for each task, again and
/// again until the control plane accepts or says it never will.
public final class Reporter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reporter.class);
    private static final Set<String> NEVER = Set.of("InvalidParameterException", "AccessDeniedException");
    private static final int CALLS_AT_ONCE = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// One task's sender; `wakeups` has one for whenever there is something new or worth trying again.
    private record Sender(String task, Semaphore wakeups) {}

    private final AgentStore store;
    private final ApiClient api;
    private final RandomGenerator chance;
    private final Map<String, Sender> senders = new ConcurrentHashMap<>();
    private final Semaphore calls = new Semaphore(CALLS_AT_ONCE, true);
    private volatile boolean closed;

    public Reporter(AgentStore store, ApiClient api, RandomGenerator chance) {
        this.store = store;
        this.api = api;
        this.chance = chance;
    }

    /// Takes up what an earlier life of the agent left unsent.
    public void resume() {
        store.tasksWithReports().forEach(this::wake);
    }

    /// There is a new report of this task in the store.
    public void wake(String task) {
        senders.compute(task, (arn, running) -> {
            Sender sender = running == null ? new Sender(arn, new Semaphore(0)) : running;
            sender.wakeups().release();
            if (running == null) {
                Thread.ofVirtual().name("reporter").start(() -> run(sender));
            }
            return sender;
        });
    }

    /// The control plane is there again: try at once what is waiting.
    public void retryNow() {
        senders.values().forEach(sender -> sender.wakeups().release());
    }

    private void run(Sender sender) {
        try {
            while (!closed) {
                sender.wakeups().drainPermits();
                Optional<AgentStore.Unsent> next = store.firstReport(sender.task());
                if (next.isPresent()) {
                    deliver(sender, next.get());
                } else if (ended(sender)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (!closed) {
                log.error("task={} reports cannot be read", sender.task(), failure);
            }
            senders.remove(sender.task());
        }
    }

    private boolean ended(Sender sender) {
        return senders.computeIfPresent(sender.task(), (_, me) -> me.wakeups().availablePermits() > 0 ? me : null)
                == null;
    }

    private void deliver(Sender sender, AgentStore.Unsent report) throws InterruptedException {
        var request =
                JsonCodec.read(report.body().getBytes(StandardCharsets.UTF_8), SubmitTaskStateChangeRequest.STRUCTURE);
        var pause = new Pause(FIRST_PAUSE, LONGEST_PAUSE, 1.3, chance);
        while (!closed && isNext(sender, report)) {
            if (accepted(request)) {
                store.removeReport(report.seq());
                return;
            }
            if (sender.wakeups().tryAcquire(pause.take().toMillis(), TimeUnit.MILLISECONDS)) {
                sender.wakeups().drainPermits();
            }
        }
    }

    /// False once the report was given up.
    private boolean isNext(Sender sender, AgentStore.Unsent report) {
        return store.firstReport(sender.task())
                .filter(first -> first.seq() == report.seq())
                .isPresent();
    }

    private boolean accepted(SubmitTaskStateChangeRequest report) throws InterruptedException {
        calls.acquire();
        try {
            api.call(Ecs.SUBMIT_TASK_STATE_CHANGE, report);
            log.info(
                    "task={} status={} reported",
                    report.task().orElse(""),
                    report.status().orElse(""));
            return true;
        } catch (ApiException refused) {
            boolean never = NEVER.contains(refused.error().code());
            log.warn("task={} report {}: {}", report.task().orElse(""), never ? "dropped" : "refused", refused.error());
            return never;
        } catch (IOException unreachable) {
            log.warn("task={} report not delivered yet: {}", report.task().orElse(""), unreachable.getMessage());
            return false;
        } finally {
            calls.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        retryNow();
    }
}
