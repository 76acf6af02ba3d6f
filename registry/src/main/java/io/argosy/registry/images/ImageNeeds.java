package io.argosy.registry.images;

import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Sweep;
import io.argosy.state.Stores;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An image needs its manifest and all the manifest points at.
public final class ImageNeeds implements Sweep.Needs {
    private final Stores stores;

    public ImageNeeds(Stores stores) {
        this.stores = stores;
    }

    @Override
    public Set<Digest> of(RepositoryKey repository) {
        return RegistryState.of(stores.account(repository.realm()).read()).images(repository.name()).stream()
                .flatMap(ImageNeeds::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Stream<Digest> of(Image image) {
        return Stream.concat(Stream.of(image.digest()), image.references().stream())
                .flatMap(text -> Digest.parse(text).stream());
    }
}
