package io.argosy.registry.lifecycle;

import io.argosy.registry.images.Reference;
import io.argosy.registry.images.RegistryState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says which images somebody needs, whatever their age. Whoever runs images knows; the registry only asks.
@FunctionalInterface
public interface ImageUses {
    ImageUses NONE = _ -> List.of();

    /// The uses there are in an account, in all its regions.
    List<Use> of(String account);

    /// One use: the image by the name it is asked for by, and the digest that this came to (empty where it is not
    /// known).
    record Use(String image, String digest) {

        private Use asNamed() {
            return new Use(image, "");
        }

        /// The digest that is meant, if the image is in this repository. The host does not matter: this registry has
        /// several names, and what is kept for nothing does less harm than what is missing.
        Optional<String> in(String repository, RegistryState state) {
            int at = image.indexOf('@');
            String named = at < 0 ? image : image.substring(0, at);
            int colon = named.lastIndexOf(':');
            boolean tagged = colon > named.lastIndexOf('/');
            String path = tagged ? named.substring(0, colon) : named;
            if (!path.equals(repository) && !path.endsWith("/" + repository)) {
                return Optional.empty();
            }
            if (!digest.isEmpty()) {
                return Optional.of(digest);
            }
            String reference = at >= 0 ? image.substring(at + 1) : tagged ? named.substring(colon + 1) : "latest";
            return Reference.parse(reference)
                    .flatMap(known -> state.image(repository, known))
                    .map(image -> image.digest());
        }
    }

    /// The digests of a repository that are used: what runs, and what would be pulled by the same name now.
    default Set<String> digests(String account, String repository, RegistryState state) {
        Set<String> digests = new HashSet<>();
        for (Use use : of(account)) {
            use.in(repository, state).ifPresent(digests::add);
            use.asNamed().in(repository, state).ifPresent(digests::add);
        }
        return digests;
    }
}
