package io.argosy.docker;

import io.argosy.docker.DockerException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whether the engine does what it is asked: it is greeted every two seconds, whoever waited in vain for an
/// answer says so here, because an engine may greet and do nothing, and its disk is looked at. One log line when it
/// goes, one when it is back.
public final class EngineWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EngineWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /// `trouble` is empty while all is well.
    public record Verdict(Optional<String> trouble, Instant since) {}

    private final Docker docker;
    private final DiskReserve reserve;
    private final InstantSource clock;
    private final AtomicReference<Runnable> listener = new AtomicReference<>(() -> {});
    private final Thread thread = Thread.ofVirtual().name("engine-watch").unstarted(this::run);
    private Optional<String> silence = Optional.empty();
    private Optional<String> stuck = Optional.empty();
    private Verdict verdict;

    public EngineWatch(Docker docker, DiskReserve reserve, InstantSource clock) {
        this.docker = docker;
        this.reserve = reserve;
        this.clock = clock;
        this.verdict = new Verdict(Optional.empty(), clock.instant());
    }

    public void start() {
        thread.start();
    }

    /// Who is told, after every change of the verdict.
    public void tell(Runnable whom) {
        listener.set(whom);
    }

    public synchronized Verdict verdict() {
        return verdict;
    }

    /// A call failed; only those that got no answer in time count.
    public void noteFailure(DockerException failure) {
        if (failure.reason() == Reason.TIMEOUT && !Thread.currentThread().isInterrupted()) {
            noteStuck(failure.text());
        }
    }

    /// A call has waited longer than it should.
    public void noteStuck(String how) {
        judge(silence(), Optional.of(how));
    }

    /// A container was made, started or stopped.
    public void noteProgress() {
        judge(silence(), Optional.empty());
    }

    private synchronized Optional<String> silence() {
        return silence;
    }

    private synchronized Optional<String> stuck() {
        return stuck;
    }

    private void run() {
        try {
            while (true) {
                judge(greeted(), stuck());
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> greeted() {
        try {
            docker.ping();
            return Optional.empty();
        } catch (DockerException silent) {
            return Thread.currentThread().isInterrupted() ? silence() : Optional.of(silent.text());
        }
    }

    private void judge(Optional<String> nowSilent, Optional<String> nowStuck) {
        synchronized (this) {
            silence = nowSilent;
            stuck = nowStuck;
            Optional<String> trouble = silence.or(() -> stuck).or(reserve::shortage);
            if (trouble.isPresent() == verdict.trouble().isPresent()) {
                return;
            }
            verdict = new Verdict(trouble, clock.instant());
        }
        tell();
    }

    private void tell() {
        Optional<String> trouble = verdict().trouble();
        if (trouble.isPresent()) {
            log.warn("engine impaired: {}; what runs is left as it is", trouble.get());
        } else {
            log.info("engine well again");
        }
        listener.get().run();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
