package io.argosy.datadirectory;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes secrets: 240 random bits as 40 letters.
public final class FreshSecret {
    private static final int BYTES = 30;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreshSecret() {}

    public static String next() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }
}
