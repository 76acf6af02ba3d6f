package io.argosy.registry.blobs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name content has by itself: its SHA-256, the algorithm every OCI client speaks. Others are refused.
public record Digest(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TEXT = Pattern.compile("sha256:([0-9a-f]{64})");

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + hex);
        }
    }

    public static Optional<Digest> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new Digest(matcher.group(1))) : Optional.empty();
    }

    public static Digest of(byte[] content) {
        return finished(hasher(), content);
    }

    public static Digest of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest hasher() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static Digest finished(MessageDigest hasher, byte[] lastBytes) {
        return new Digest(HexFormat.of().formatHex(hasher.digest(lastBytes)));
    }

    @Override
    public String toString() {
        return "sha256:" + hex;
    }
}
