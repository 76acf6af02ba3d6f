package io.argosy.capacity.scaling;

import io.argosy.capacity.CapacitySettings;
import io.argosy.capacity.groups.HostMaker;
import io.argosy.capacity.groups.Invitation;
import io.argosy.capacity.groups.ProvidedHost;
import io.argosy.control.LostTasks;
import io.argosy.control.operations.access.FreshTokens;
import io.argosy.model.ScalingReport;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has hosts made and taken away, each on a thread of its own and a few of a group at once, and writes what came of it.
/// What was decided is durable before anything is done: whoever starts this again goes on with what is left.
public final class HostWorks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HostWorks.class);
    private static final int AT_ONCE = 4;
    private static final Duration AGAIN = Duration.ofSeconds(20);
    private static final Duration LAST = Duration.ofSeconds(5);

    private final CapacitySettings settings;
    private final Map<String, HostMaker> makers;
    private final FreshTokens tokens;
    private final Supplier<Optional<String>> caFingerprint;
    private final InstantSource clock;
    private final Map<String, Semaphore> turns = new ConcurrentHashMap<>();
    private final Map<String, Work> running = new ConcurrentHashMap<>();
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// `makers` by group.
    public HostWorks(
            CapacitySettings settings,
            Map<String, HostMaker> makers,
            FreshTokens tokens,
            Supplier<Optional<String>> caFingerprint,
            InstantSource clock) {
        this.settings = settings;
        this.makers = Map.copyOf(makers);
        this.tokens = tokens;
        this.caFingerprint = caFingerprint;
        this.clock = clock;
    }

    /// What is done to one host, and of which group that is.
    private record Work(String group, Thread thread) {}

    /// A step that reaches out of this program.
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /// Whether something is done to a host of this group just now.
    public boolean busyWith(String group) {
        return running.values().stream().anyMatch(work -> work.group().equals(group));
    }

    /// When a host that could not be taken away is tried again, if there is one.
    Optional<Instant> nextTry() {
        Instant now = clock.instant();
        return notBefore.values().stream().filter(now::isBefore).min(Instant::compareTo);
    }

    /// Does what is to be done about a host, unless that is under way.
    void tend(ClusterStore store, ProvidedHost host) {
        switch (host.state()) {
            case LAUNCHING -> start(store, host, () -> launch(store, host));
            case LEAVING -> start(store, host, () -> terminate(store, host));
            case STARTED, JOINED, DRAINING -> {}
        }
    }

    private void start(ClusterStore store, ProvidedHost host, Step step) {
        boolean waits = Optional.ofNullable(notBefore.get(host.name()))
                .filter(clock.instant()::isBefore)
                .isPresent();
        if (closed || waits || running.containsKey(host.name())) {
            return;
        }
        Thread thread = Thread.ofVirtual().name("host-" + host.name()).unstarted(() -> run(store, host, step));
        running.put(host.name(), new Work(host.group(), thread));
        thread.start();
    }

    private void run(ClusterStore store, ProvidedHost host, Step step) {
        Semaphore turn = turns.computeIfAbsent(host.group(), _ -> new Semaphore(AT_ONCE));
        try {
            turn.acquire();
            try {
                step.run();
            } finally {
                turn.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            failed(store, host, failure);
        } catch (RuntimeException bug) {
            notBefore.put(host.name(), clock.instant().plus(AGAIN));
            log.error("host={} group={} could not be tended", host.name(), host.group(), bug);
        } finally {
            running.remove(host.name());
        }
    }

    private HostMaker maker(ProvidedHost host) throws IOException {
        return Optional.ofNullable(makers.get(host.group()))
                .orElseThrow(() -> new IOException("the settings have no group " + host.group()));
    }

    private void launch(ClusterStore store, ProvidedHost host) throws IOException, InterruptedException {
        HostMaker maker = maker(host);
        Optional<FreshTokens.Fresh> token = store.write(tx -> invited(tx, host));
        if (token.isEmpty()) {
            return;
        }
        String id = maker.launch(new Invitation(
                host.name(),
                settings.endpoint(),
                caFingerprint.get(),
                store.name().value(),
                host.provider(),
                token.get().text()));
        boolean fresh = store.write(tx -> made(tx, host, id));
        if (!fresh) {
            throw new IOException("it answered with the host " + id + ", which it had made before");
        }
        log.info("host={} id={} cluster={} provider={} was made", host.name(), id, store, host.provider());
    }

    /// A host that was being made when an earlier server ended is made anew: what came of it then has a token that is
    /// good no more, and is found as nobody's by `GroupReconciler`.
    private Optional<FreshTokens.Fresh> invited(Transaction tx, ProvidedHost host) {
        Optional<ProvidedHost> latest = latest(tx, host).filter(known -> known.is(ProvidedHost.State.LAUNCHING));
        latest.flatMap(known -> HostProgress.joinedAs(known, tx.state()))
                .ifPresent(instance -> LostTasks.withTheirInstance(tx, instance, LostTasks.terminated(instance)));
        return latest.map(known -> {
            revoke(tx, known);
            FreshTokens.Fresh token = tokens.put(tx, 1, tx.now().plus(tokenLife(known)));
            tx.update(known.invited(token.token().id(), tx.now()));
            return token;
        });
    }

    /// As long as the host may take to be made and to join.
    private Duration tokenLife(ProvidedHost host) {
        return settings.group(host.group())
                .map(group -> group.patience().making().plus(group.patience().joining()))
                .orElse(Duration.ofMinutes(10));
    }

    private static boolean made(Transaction tx, ProvidedHost host, String id) {
        boolean known = tx.state().table(ProvidedHost.KIND).values().stream()
                .anyMatch(other -> !other.name().equals(host.name())
                        && other.group().equals(host.group())
                        && other.id().equals(Optional.of(id)));
        if (!known) {
            latest(tx, host).ifPresent(latest -> tx.update(latest.made(id, tx.now())));
        }
        return !known;
    }

    private void terminate(ClusterStore store, ProvidedHost host) throws IOException, InterruptedException {
        if (host.id().isPresent()) {
            maker(host).terminate(host.id().get());
        }
        notBefore.remove(host.name());
        store.write(tx -> gone(tx, host));
        log.info(
                "host={} id={} cluster={} was taken away",
                host.name(),
                host.id().orElse("none"),
                store);
    }

    private static Optional<ProvidedHost> gone(Transaction tx, ProvidedHost host) {
        Optional<ProvidedHost> latest = latest(tx, host);
        latest.ifPresent(known -> {
            revoke(tx, known);
            tx.remove(known);
        });
        return latest;
    }

    private void failed(ClusterStore store, ProvidedHost host, IOException failure) {
        String words = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        log.warn("host={} group={} cluster={} {}", host.name(), host.group(), store, words);
        boolean launching = host.is(ProvidedHost.State.LAUNCHING);
        if (!launching) {
            notBefore.put(host.name(), clock.instant().plus(AGAIN));
        }
        store.write(tx -> {
            ScalingReport report = tx.state()
                    .table(ScalingReport.KIND)
                    .get(host.provider())
                    .orElseGet(() -> ScalingReport.none(host.provider()));
            tx.addOrUpdate(report.failed(words, tx.now()));
            return launching ? gone(tx, host) : Optional.empty();
        });
    }

    private static Optional<ProvidedHost> latest(Transaction tx, ProvidedHost host) {
        return tx.state().table(ProvidedHost.KIND).get(host.name());
    }

    private static void revoke(Transaction tx, ProvidedHost host) {
        host.token().flatMap(tx.state()::joinToken).ifPresent(tx::remove);
    }

    /// What is under way is left as it is: it goes on when this is started again.
    @Override
    public void close() {
        closed = true;
        List<Thread> threads = running.values().stream().map(Work::thread).toList();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(LAST);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
