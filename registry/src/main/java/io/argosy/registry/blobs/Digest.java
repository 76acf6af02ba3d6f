package io.argosy.registry.blobs;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name content has by itself: its hash, and how that was made. Other algorithms than ours are refused.
public record Digest(Algorithm algorithm, String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]*");

    public Digest {
        if (!good(algorithm, hex)) {
            throw new IllegalArgumentException("not a " + algorithm + ": " + hex);
        }
    }

    private static boolean good(Algorithm algorithm, String hex) {
        return hex.length() == algorithm.hexDigits() && HEX.matcher(hex).matches();
    }

    public static Optional<Digest> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String hex = text.substring(colon + 1);
        return Algorithm.parse(text.substring(0, colon))
                .filter(algorithm -> good(algorithm, hex))
                .map(algorithm -> new Digest(algorithm, hex));
    }

    /// The digest a file is named by: the length of a name tells its algorithm. Empty for the name of something else.
    static Optional<Digest> named(String hex) {
        for (Algorithm algorithm : Algorithm.values()) {
            if (good(algorithm, hex)) {
                return Optional.of(new Digest(algorithm, hex));
            }
        }
        return Optional.empty();
    }

    public static Digest of(Algorithm algorithm, byte[] content) {
        return new Digest(algorithm, HexFormat.of().formatHex(algorithm.hasher().digest(content)));
    }

    public static Digest of(byte[] content) {
        return of(Algorithm.SHA256, content);
    }

    public static Digest of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return algorithm.prefix() + ":" + hex;
    }
}
