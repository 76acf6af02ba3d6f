package io.argosy.jobqueues.resources;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;

/// A name that job definitions were registered under, and the number of the last: it is never given again, not even
/// when all of them are forgotten.
public record JobDefinitionName(String name, int lastRevision) implements AccountEntity {
    public static final Kind<JobDefinitionName> KIND = Kind.of("JobDefinitionName", JobDefinitionName.class);

    @Override
    public String key() {
        return name;
    }
}
