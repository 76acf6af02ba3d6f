package io.argosy.jobqueues.definitions;

import java.util.stream.Stream;

/// What is wrong with a definition, in the words the caller is told; nothing where it is right.
final class Breach {
    private Breach() {}

    static Stream<String> when(boolean so, String text) {
        return so ? Stream.of(text) : Stream.empty();
    }
}
