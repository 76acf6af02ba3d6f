package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repository;
import java.util.List;
import java.util.Optional;

/// Finds the repository a request names, in the caller's registry: the only one there is for a caller.
public final class NamedRepositories {
    private final Repositories repositories;

    public NamedRepositories(Repositories repositories) {
        this.repositories = repositories;
    }

    /// The key of a repository that exists.
    RepositoryKey key(Caller caller, String name, Optional<String> registryId) {
        RepositoryKey key = place(caller, name, registryId);
        repository(key);
        return key;
    }

    /// The key of a repository that may or may not exist.
    RepositoryKey place(Caller caller, String name, Optional<String> registryId) {
        String account = caller.realm().account();
        if (!registryId.orElse(account).equals(account)) {
            throw EcrErrors.repositoryNotFound(name, registryId.orElse(account)).thrown();
        }
        if (!RepositoryKey.valid(name)) {
            throw EcrErrors.invalidParameter("repositoryName", "must be a repository name of at most 255 characters")
                    .thrown();
        }
        return new RepositoryKey(caller.realm(), name);
    }

    Repository repository(RepositoryKey key) {
        return repositories.find(key).orElseThrow(() -> {
            ApiError missing =
                    EcrErrors.repositoryNotFound(key.name(), key.realm().account());
            List<String> regions = repositories.otherRegions(key);
            return regions.isEmpty()
                    ? missing.thrown()
                    : new ApiError(
                                    missing.code(),
                                    missing.message() + ". There is one in region " + String.join(", ", regions)
                                            + "; this request is signed for "
                                            + key.realm().region() + ".")
                            .thrown();
        });
    }

    static RuntimeException notFound(RepositoryKey key) {
        return EcrErrors.repositoryNotFound(key.name(), key.realm().account()).thrown();
    }

    /// The repository an ARN names.
    RepositoryKey byArn(Caller caller, String arn) {
        String prefix =
                "arn:aws:ecr:" + caller.realm().region() + ":" + caller.realm().account() + ":repository/";
        String name = arn.startsWith(prefix) ? arn.substring(prefix.length()) : "";
        if (!RepositoryKey.valid(name)) {
            String why = caller.realm().foreign(arn).map(words -> ". " + words).orElse("");
            throw EcrErrors.invalidParameter("resourceArn", "Invalid ARN" + why).thrown();
        }
        return key(caller, name, Optional.empty());
    }
}
