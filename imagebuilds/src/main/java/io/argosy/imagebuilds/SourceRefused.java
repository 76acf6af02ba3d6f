package io.argosy.imagebuilds;

/// A source that is not built; the text says why.
final class SourceRefused extends Exception {
    private static final long serialVersionUID = 1L;

    SourceRefused(String why) {
        super(why);
    }
}
