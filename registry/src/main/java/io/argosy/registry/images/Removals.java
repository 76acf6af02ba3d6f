package io.argosy.registry.images;

import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Takes tags, images and single blobs out of repositories. The blobs of images follow with a later sweep.
public final class Removals {
    /// A refusal names so many images at most.
    private static final int NAMED = 5;

    private final Stores stores;
    private final Blobs blobs;

    public Removals(Stores stores, Blobs blobs) {
        this.stores = stores;
        this.blobs = blobs;
    }

    /// Removes the tag and leaves its image.
    public Removed untag(RepositoryKey key, String tag) {
        return write(
                key,
                tx -> found(tx, key, new Reference.ByTag(tag))
                        .<Removed>map(image -> untagged(tx, image, tag))
                        .orElseGet(Removed.NotFound::new));
    }

    /// Removes the tag, and its image if that was its last one (ECR's rule). `expected` is the digest the tag must
    /// have, empty for any.
    public Removed untagOrRemove(RepositoryKey key, String tag, String expected) {
        return write(
                key,
                tx -> found(tx, key, new Reference.ByTag(tag))
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
                tx -> found(tx, key, new Reference.ByDigest(digest))
                        .map(image -> removed(tx, image))
                        .orElseGet(Removed.NotFound::new));
    }

    /// Takes a blob away from the repository, if no image there needs it.
    public Removed removeBlob(RepositoryKey key, Digest digest) throws IOException {
        return blobs.removing(() -> {
            if (blobs.find(key, digest).isEmpty()) {
                return new Removed.NotFound();
            }
            List<String> needing = needing(key, digest.toString());
            if (!needing.isEmpty()) {
                return new Removed.Referenced(needing);
            }
            blobs.unlink(key, digest);
            return new Removed.Gone(digest.toString(), List.of());
        });
    }

    private List<String> needing(RepositoryKey key, String digest) {
        return RegistryState.of(stores.account(key.realm()).read()).images(key.name()).stream()
                .filter(image ->
                        image.digest().equals(digest) || image.references().contains(digest))
                .map(Image::digest)
                .limit(NAMED)
                .toList();
    }

    private static Removed untagged(AccountTransaction tx, Image image, String tag) {
        tx.update(image.tagged(Images.without(image.imageTags(), tag)));
        return new Removed.Gone(image.digest(), List.of(tag));
    }

    /// Removes it unless an index lists it. What is about it stays and knows that it is alone (ecr-semantics 5.5).
    public static Removed removed(AccountTransaction tx, Image image) {
        List<String> needing = RegistryState.of(tx.state()).imagesListing(image.repository(), image.digest()).stream()
                .map(Image::digest)
                .toList();
        if (!needing.isEmpty()) {
            return new Removed.Referenced(needing);
        }
        RegistryState state = RegistryState.of(tx.state());
        for (Image about : List.copyOf(state.imagesAbout(image.repository(), image.digest()))) {
            tx.update(about.with(about.times().orphaned(tx.now())));
        }
        tx.remove(image);
        return new Removed.Gone(image.digest(), image.imageTags());
    }

    private static Optional<Image> found(AccountTransaction tx, RepositoryKey key, Reference reference) {
        return RegistryState.of(tx.state()).image(key.name(), reference);
    }

    private Removed write(RepositoryKey key, Function<AccountTransaction, Removed> command) {
        return stores.account(key.realm()).write(command);
    }
}
