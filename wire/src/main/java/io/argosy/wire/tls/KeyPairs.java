package io.argosy.wire.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/// Keys of CAs and servers, on the curve that every client knows.
public final class KeyPairs {
    private static final String CURVE = "secp256r1";

    private KeyPairs() {}

    /// Begins, on a thread of its own, what a process does once before its first key, signature or handshake: Java's
    /// multiples of the curve's point take as long as half of a server's start. It makes no logger.
    public static void prepare() {
        Thread.ofPlatform().daemon().name("key-pairs").start(KeyPairs::first);
    }

    private static void first() {
        try {
            next(new SecureRandom());
        } catch (IOException _) {
            // Whoever wants a key is told.
        }
    }

    static KeyPair next(SecureRandom random) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot make a key: " + failure.getMessage(), failure);
        }
    }
}
