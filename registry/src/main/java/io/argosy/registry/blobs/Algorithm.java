package io.argosy.registry.blobs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// How content is hashed for its name: the two algorithms the OCI image specification registers.
public enum Algorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA512("sha512", "SHA-512", 128);

    private final String prefix;
    private final String inJava;
    private final int hexDigits;

    Algorithm(String prefix, String inJava, int hexDigits) {
        this.prefix = prefix;
        this.inJava = inJava;
        this.hexDigits = hexDigits;
    }

    public static Optional<Algorithm> parse(String prefix) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.prefix.equals(prefix))
                .findFirst();
    }

    String prefix() {
        return prefix;
    }

    int hexDigits() {
        return hexDigits;
    }

    MessageDigest hasher() {
        try {
            return MessageDigest.getInstance(inJava);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + inJava, impossible);
        }
    }
}
