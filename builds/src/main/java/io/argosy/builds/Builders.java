package io.argosy.builds;

import io.argosy.model.AccountRegion;
import io.argosy.state.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Which agents have asked for builds lately, how many they do at once, and who of them waits. It is in memory only:
/// an agent asks again within seconds of a server's start.
final class Builders {
    /// An agent that has not asked for so long does not work on its builds any more.
    static final Duration SILENCE = Duration.ofSeconds(90);

    private final InstantSource clock;
    private final Instant started;
    private final Map<Key, Builder> builders = new ConcurrentHashMap<>();
    private final Runnable arrived;

    private record Key(AccountRegion realm, String instance) {}

    /// What an agent that builds is.
    private record Builder(String cluster, int slots, Instant heardAt, Semaphore news) {}

    /// An instance that takes builds, so many at once.
    record Available(String instance, int slots) {}

    /// `arrived` is called when an agent has asked that was not known.
    Builders(InstantSource clock, Runnable arrived) {
        this.clock = clock;
        this.started = clock.instant();
        this.arrived = arrived;
    }

    /// An agent asks; what it waits with until there is news.
    Semaphore heard(AccountRegion realm, String cluster, String instance, int slots) {
        var key = new Key(realm, instance);
        Builder before = builders.get(key);
        var news = before == null ? new Semaphore(0) : before.news();
        builders.put(key, new Builder(cluster, slots, clock.instant(), news));
        if (before == null || before.slots() != slots || silent(before)) {
            arrived.run();
        }
        return news;
    }

    /// Waits for news of the instance's builds, for so long at most.
    static void await(Semaphore news, Duration most) {
        try {
            if (news.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// To be told of all that becomes durable.
    void changed(List<Change> changes) {
        for (Change change : changes) {
            change.before().ifPresent(this::tell);
            change.after().ifPresent(this::tell);
        }
    }

    private void tell(Object entity) {
        if (entity instanceof Build build && build.state() instanceof BuildState.Assigned assigned) {
            builders.forEach((key, builder) -> {
                if (key.instance().equals(assigned.instance())) {
                    builder.news().release();
                }
            });
        }
    }

    List<Available> in(AccountRegion realm, String cluster) {
        return builders.entrySet().stream()
                .filter(one -> one.getKey().realm().equals(realm)
                        && one.getValue().cluster().equals(cluster)
                        && !silent(one.getValue()))
                .map(one ->
                        new Available(one.getKey().instance(), one.getValue().slots()))
                .toList();
    }

    /// When an instance will have been silent for too long, if it is not heard of again: no sooner than that after the
    /// server's start.
    Instant silentFrom(AccountRegion realm, String instance, Instant since) {
        Instant heard = Optional.ofNullable(builders.get(new Key(realm, instance)))
                .map(Builder::heardAt)
                .orElse(started);
        return (heard.isAfter(since) ? heard : since).plus(SILENCE);
    }

    /// Those that have not asked for long are forgotten.
    void forget() {
        builders.values().removeIf(builder -> silent(builder) && builder.news().getQueueLength() == 0);
    }

    private boolean silent(Builder builder) {
        return !clock.instant().isBefore(builder.heardAt().plus(SILENCE));
    }
}
