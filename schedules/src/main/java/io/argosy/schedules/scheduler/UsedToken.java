package io.argosy.schedules.scheduler;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.schedules.runs.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a request under a client token asked for, so that its repeat does nothing a second time.
public record UsedToken(String token, String request, Instant at) implements AccountEntity {
    /// How long a repeat may come.
    public static final Duration KEPT = Duration.ofHours(8);

    public static final Index<UsedToken> BY_AGE = new Index<>("age", used -> List.of(Moments.word(used.at())));
    public static final Kind<UsedToken> KIND =
            Kind.of("SchedulerToken", UsedToken.class).indexed(BY_AGE);

    @Override
    public String key() {
        return token;
    }
}
