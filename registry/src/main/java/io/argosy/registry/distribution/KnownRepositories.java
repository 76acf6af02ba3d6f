package io.argosy.registry.distribution;

import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;

/// Refuses what is asked of repositories that do not exist; makes them for pushes if the server is set so.
final class KnownRepositories {
    private final Repositories repositories;
    private final boolean createOnPush;

    KnownRepositories(Repositories repositories, boolean createOnPush) {
        this.repositories = repositories;
        this.createOnPush = createOnPush;
    }

    void known(RepositoryKey key) {
        if (repositories.find(key).isEmpty()) {
            throw OciError.nameUnknown(key.name(), key.realm().account()).thrown();
        }
    }

    void knownOrMade(RepositoryKey key) {
        if (createOnPush && repositories.find(key).isEmpty()) {
            repositories.ensure(key);
        }
        known(key);
    }
}
