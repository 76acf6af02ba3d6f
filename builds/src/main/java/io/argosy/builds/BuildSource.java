package io.argosy.builds;

/// What is built: an archive in the image's repository, brought there by whoever asked, or made of a git repository.
public sealed interface BuildSource {
    /// The digest of a gzipped tar; the commit is empty where nobody said one.
    record Archive(String digest, String commit) implements BuildSource {}

    /// The digest and the commit are empty until it is fetched.
    record Git(String url, String ref, String commit, String digest) implements BuildSource {}

    default String archive() {
        return switch (this) {
            case Archive archive -> archive.digest();
            case Git git -> git.digest();
        };
    }

    default String revision() {
        return switch (this) {
            case Archive archive -> archive.commit();
            case Git git -> git.commit();
        };
    }

    default String address() {
        return switch (this) {
            case Archive _ -> "";
            case Git git -> git.url();
        };
    }
}
