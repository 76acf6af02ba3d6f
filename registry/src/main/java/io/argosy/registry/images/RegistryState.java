package io.argosy.registry.images;

import io.argosy.state.AccountState;
import io.argosy.state.Table;
import java.util.Collection;
import java.util.Optional;

/// What an account knows of repositories and images at one moment.
public record RegistryState(Table<Repository> repositories, Table<Image> images) {
    public static RegistryState of(AccountState account) {
        return new RegistryState(account.table(Repository.KIND), account.table(Image.KIND));
    }

    public Optional<Repository> repository(String name) {
        return repositories.get(name);
    }

    /// The image that a reference names.
    public Optional<Image> image(String repository, Reference reference) {
        return switch (reference) {
            case Reference.ByDigest(var digest) -> image(repository, digest.toString());
            case Reference.ByTag(String tag) -> taggedImage(repository, tag);
        };
    }

    public Optional<Image> image(String repository, String digest) {
        return images.get(Image.key(repository, digest));
    }

    public Collection<Image> images(String repository) {
        return images.under(Image.BY_REPOSITORY, repository);
    }

    /// While a tag moves, and only within that write, two images may have it.
    Optional<Image> taggedImage(String repository, String tag) {
        return images.under(Image.BY_TAG, Image.word(repository, tag)).stream().findFirst();
    }

    /// The images whose subject is this manifest.
    Collection<Image> imagesAbout(String repository, String digest) {
        return images.under(Image.BY_SUBJECT, Image.word(repository, digest));
    }

    /// The indexes that list this manifest.
    Collection<Image> imagesListing(String repository, String digest) {
        return images.under(Image.BY_LISTED, Image.word(repository, digest));
    }
}
