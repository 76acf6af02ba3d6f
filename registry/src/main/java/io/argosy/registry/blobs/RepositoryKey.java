package io.argosy.registry.blobs;

import io.argosy.model.AccountRegion;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A repository's place in the registry: its realm and its name, which follows ECR's rule (OCI's, and at least two
/// characters). The longest name is one character shorter than ECR's, because it is a file's name here.
public record RepositoryKey(AccountRegion realm, String name) {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 255;
    private static final Pattern RULE =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

    public RepositoryKey {
        if (!valid(name)) {
            throw new IllegalArgumentException("not a repository name: " + name);
        }
    }

    public static boolean valid(String name) {
        return name.length() >= SHORTEST
                && name.length() <= LONGEST
                && RULE.matcher(name).matches();
    }

    /// One folder a repository, never one inside another: no name has a `+`.
    Path below(Path root) {
        return root.resolve(realm.account()).resolve(realm.region()).resolve(name.replace('/', '+'));
    }

    /// The repository whose folder this is.
    static RepositoryKey at(Path root, Path folder) {
        Path place = root.relativize(folder);
        var realm =
                new AccountRegion(place.getName(0).toString(), place.getName(1).toString());
        return new RepositoryKey(realm, place.getName(2).toString().replace('+', '/'));
    }

    @Override
    public String toString() {
        return realm.account() + "/" + realm.region() + "/" + name;
    }
}
