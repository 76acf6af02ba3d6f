package io.argosy.events.delivery;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;

/// Up to which place of the log events were matched with rules: written with what came of them, so that each makes its
/// deliveries once, whatever dies.
public record MatchedUpTo(long place) implements AccountEntity {
    public static final Kind<MatchedUpTo> KIND = Kind.of("EventsMatchedUpTo", MatchedUpTo.class);
    static final String KEY = "rules";

    @Override
    public String key() {
        return KEY;
    }
}
