package io.argosy.registry.lifecycle;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import java.time.Instant;

/// The lifecycle policy of a repository, as it was given. `evaluatedAt` is the epoch until it has been for the first
/// time.
public record LifecyclePolicy(String repository, String text, Instant evaluatedAt) implements AccountEntity {
    public static final Kind<LifecyclePolicy> KIND = Kind.of("LifecyclePolicy", LifecyclePolicy.class);

    @Override
    public String key() {
        return repository;
    }
}
