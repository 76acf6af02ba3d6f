package io.argosy.registry.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The hash of a growing content as far as this process has seen it, from the first byte on without a gap.
final class ContentHash {
    private static final int BUFFER = 1 << 16;

    private final Algorithm algorithm;
    private final MessageDigest hasher;
    private long length;

    ContentHash(Algorithm algorithm) {
        this.algorithm = algorithm;
        this.hasher = algorithm.hasher();
    }

    /// The hash of a whole file.
    static ContentHash of(Algorithm algorithm, Path file) throws IOException {
        var hash = new ContentHash(algorithm);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.take(buffer, count, hash.length);
            }
        }
        return hash;
    }

    /// Takes the bytes that stand at `position`, if that is where it goes on.
    void take(byte[] bytes, int count, long position) {
        if (position == length) {
            hasher.update(bytes, 0, count);
            length += count;
        }
    }

    boolean covers(Algorithm wanted, long size) {
        return algorithm == wanted && length == size;
    }

    /// The digest; ends this hash.
    Digest digest() {
        length = -1;
        return new Digest(algorithm, HexFormat.of().formatHex(hasher.digest()));
    }
}
