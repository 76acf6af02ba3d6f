package io.argosy.batch.jobs;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;

/// How many CPU units the jobs that start or run in a compute environment take.
public record EnvironmentUse(String environment, long cpu) implements AccountEntity {
    public static final Kind<EnvironmentUse> KIND = Kind.of("EnvironmentUse", EnvironmentUse.class);

    @Override
    public String key() {
        return environment;
    }
}
