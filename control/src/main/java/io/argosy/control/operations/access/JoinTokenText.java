package io.argosy.control.operations.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A join token as its holder carries it: which one it is, and the secret that proves it. The secret has 240 random
/// bits, so a plain hash of it is as good as a slow one, and guessing it is no use.
record JoinTokenText(String id, String secretHash) {
    private static final Pattern RULE = Pattern.compile("ajt-([0-9a-f]{16})-([A-Za-z0-9+/]{40})");

    static Optional<JoinTokenText> read(String text) {
        Matcher parts = RULE.matcher(text);
        return parts.matches()
                ? Optional.of(new JoinTokenText(parts.group(1), hash(parts.group(2))))
                : Optional.empty();
    }

    static String write(String id, String secret) {
        return "ajt-" + id + "-" + secret;
    }

    static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Whether this is the token with that hash, in the same time wherever the two differ.
    boolean proves(String keptHash) {
        return MessageDigest.isEqual(
                secretHash.getBytes(StandardCharsets.US_ASCII), keptHash.getBytes(StandardCharsets.US_ASCII));
    }
}
