package io.argosy.wire.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must never reach a log: its `toString` is stars, and comparing two takes the same time wherever they
/// differ.
public final class Secret {
    public static final Secret NONE = new Secret("");

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /// The secret itself, for signing and for writing key files; keep it out of messages.
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
