package io.argosy.registry.images;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;

/// Who else may do what with a repository, as it was given.
public record RepositoryPolicy(String repository, String text) implements AccountEntity {
    public static final Kind<RepositoryPolicy> KIND = Kind.of("RepositoryPolicy", RepositoryPolicy.class);

    @Override
    public String key() {
        return repository;
    }
}
