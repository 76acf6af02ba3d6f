package io.argosy.wire.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/// What a server shows and proves: its certificate, with those between it and the CA, and the key that belongs
/// to it.
record ServerKey(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] PROBE = {1, 2, 3};

    ServerKey {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /// Whether the key belongs to the certificate.
    boolean matches() {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        try {
            var signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(PROBE);
            byte[] signature = signer.sign();
            signer.initVerify(certificate().getPublicKey());
            signer.update(PROBE);
            return signer.verify(signature);
        } catch (GeneralSecurityException others) {
            return false;
        }
    }

    /// In memory only, so of the kind that is quick; it has a password because a store must have one.
    KeyStore store(char[] password) throws IOException {
        try {
            var store = KeyStore.getInstance("JKS");
            store.load(null, password);
            store.setKeyEntry("server", key, password, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException failure) {
            throw new IOException("the server's certificate cannot be used: " + failure.getMessage(), failure);
        }
    }
}
