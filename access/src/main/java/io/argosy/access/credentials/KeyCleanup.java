package io.argosy.access.credentials;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.access.principals.TemporaryKey.Holder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Forgets keys that ended a while ago, so that a late caller is still told why, and those of tasks that are over. The
/// last of a task that lives stays, as it knows the path by which its containers ask.
public final class KeyCleanup {
    private static final Duration LATE = Duration.ofMinutes(15);
    private static final int AT_ONCE = 500;

    private final AccountAccess access;
    private final LiveTasks tasks;
    private final InstantSource clock;

    public KeyCleanup(AccountAccess access, InstantSource clock) {
        this.access = access;
        this.tasks = new LiveTasks(access.stores());
        this.clock = clock;
    }

    public void pass() {
        AccessState state = access.read();
        Instant limit = clock.instant().minus(LATE);
        List<TemporaryKey> over = state.temporary().values().stream()
                .filter(key -> over(key, state, limit))
                .limit(AT_ONCE)
                .toList();
        if (!over.isEmpty()) {
            access.write(tx -> {
                AccessState now = AccessState.of(tx.state());
                over.stream()
                        .filter(key -> now.temporary().get(key.id()).isPresent())
                        .forEach(tx::remove);
                return over;
            });
        }
    }

    private boolean over(TemporaryKey key, AccessState state, Instant limit) {
        boolean expired = key.expiresAt().isBefore(limit);
        return switch (key.holder()) {
            case Holder.OfTask task -> !tasks.lives(task.task()) || expired && followed(key, task, state);
            case Holder.OfAccount _, Holder.OfUser _, Holder.OfRole _ -> expired;
        };
    }

    private static boolean followed(TemporaryKey key, Holder.OfTask task, AccessState state) {
        return state.temporary().under(TemporaryKey.BY_TASK, task.task()).stream()
                .filter(other -> other.holder() instanceof Holder.OfTask same && same.use() == task.use())
                .anyMatch(other -> other.issuedAt().isAfter(key.issuedAt()));
    }
}
