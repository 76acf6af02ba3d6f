package io.argosy.registry.images;

import io.argosy.registry.blobs.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/// How clients name an image within its repository.
public sealed interface Reference {
    record ByTag(String tag) implements Reference {
        @Override
        public String toString() {
            return tag;
        }
    }

    record ByDigest(Digest digest) implements Reference {
        @Override
        public String toString() {
            return digest.toString();
        }
    }

    Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    static Optional<Reference> parse(String text) {
        Optional<Reference> digest = Digest.parse(text).map(ByDigest::new);
        return digest.isEmpty() && isTag(text) ? Optional.of(new ByTag(text)) : digest;
    }
}
