package io.argosy.registry.images;

import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Sweep;
import io.argosy.state.Stores;

/// An image needs its manifest and all the manifest points at.
public final class ImageNeeds implements Sweep.Needs {
    private final Stores stores;

    public ImageNeeds(Stores stores) {
        this.stores = stores;
    }

    @Override
    public boolean needed(RepositoryKey repository, Digest digest) {
        String text = digest.toString();
        return stores.account(repository.realm()).read().images(repository.name()).stream()
                .anyMatch(image ->
                        image.digest().equals(text) || image.references().contains(text));
    }
}
