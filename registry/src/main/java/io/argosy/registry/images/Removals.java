package io.argosy.registry.images;

import io.argosy.model.Image;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.state.AccountState;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Takes tags and images out of repositories. Their blobs follow with a later sweep.
public final class Removals {
    private final Stores stores;

    public Removals(Stores stores) {
        this.stores = stores;
    }

    /// Removes the tag and leaves its image.
    public Removed untag(RepositoryKey key, String tag) {
        return write(
                key,
                tx -> found(tx.state(), key, new Reference.ByTag(tag))
                        .<Removed>map(image -> untagged(tx, image, tag))
                        .orElseGet(Removed.NotFound::new));
    }

    /// Removes the tag, and its image if that was its last one (ECR's rule). `expected` is the digest the tag must
    /// have,
    /// empty for any.
    public Removed untagOrRemove(RepositoryKey key, String tag, String expected) {
        return write(
                key,
                tx -> found(tx.state(), key, new Reference.ByTag(tag))
                        .map(image -> untaggedOrRemoved(tx, image, tag, expected))
                        .orElseGet(Removed.NotFound::new));
    }

    private static Removed untaggedOrRemoved(AccountTransaction tx, Image image, String tag, String expected) {
        if (!expected.isEmpty() && !expected.equals(image.digest())) {
            return new Removed.OtherDigest();
        }
        return image.imageTags().size() == 1 ? removed(tx, image) : untagged(tx, image, tag);
    }

    /// Removes the image with all its tags, if no index needs it.
    public Removed remove(RepositoryKey key, Digest digest) {
        return write(
                key,
                tx -> found(tx.state(), key, new Reference.ByDigest(digest))
                        .map(image -> removed(tx, image))
                        .orElseGet(Removed.NotFound::new));
    }

    private static Removed untagged(AccountTransaction tx, Image image, String tag) {
        tx.put(image.tagged(Images.without(image.imageTags(), tag)));
        return new Removed.Gone(image.digest(), List.of(tag));
    }

    private static Removed removed(AccountTransaction tx, Image image) {
        List<String> needing = tx.state().images(image.repository()).stream()
                .filter(other -> other.references().contains(image.digest()))
                .map(Image::digest)
                .toList();
        if (!needing.isEmpty()) {
            return new Removed.Referenced(needing);
        }
        tx.remove(image);
        return new Removed.Gone(image.digest(), image.imageTags());
    }

    private static Optional<Image> found(AccountState state, RepositoryKey key, Reference reference) {
        return Images.find(state, key.name(), reference);
    }

    private Removed write(RepositoryKey key, Function<AccountTransaction, Removed> command) {
        return stores.account(key.realm()).write(command);
    }
}
