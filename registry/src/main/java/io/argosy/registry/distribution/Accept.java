package io.argosy.registry.distribution;

import java.util.Set;

/// Whether a client takes a media type: any when it does not say. Clients that ask for plain JSON get manifests too.
final class Accept {
    private static final Set<String> ANYTHING = Set.of("*/*", "application/*", "application/json");

    private Accept() {}

    static boolean allows(Iterable<String> accepted, String mediaType) {
        boolean said = false;
        for (String value : accepted) {
            String type = value.split(";", 2)[0].strip();
            if (type.equals(mediaType) || ANYTHING.contains(type)) {
                return true;
            }
            said = true;
        }
        return !said;
    }
}
