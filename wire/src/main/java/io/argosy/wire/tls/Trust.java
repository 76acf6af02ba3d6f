package io.argosy.wire.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Whose certificates a client takes.
public sealed interface Trust {
    /// The CAs that this machine trusts.
    record OfSystem() implements Trust {}

    /// The CAs in a file, and no other.
    record OfFile(Path file) implements Trust {
        KeyStore store() throws IOException {
            List<X509Certificate> all = Pem.certificates(file);
            try {
                var store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (int i = 0; i < all.size(); i++) {
                    store.setCertificateEntry("ca-" + i, all.get(i));
                }
                return store;
            } catch (GeneralSecurityException failure) {
                throw new IOException("the CA in " + file + " cannot be used: " + failure.getMessage(), failure);
            }
        }
    }

    /// Whoever it is: only to fetch what is checked by other means.
    record OfAnybody() implements Trust {}

    /// For clients that are not Jetty's.
    default SSLSocketFactory sockets() throws IOException {
        return switch (this) {
            case OfSystem() -> (SSLSocketFactory) SSLSocketFactory.getDefault();
            case OfFile file -> trusting(file.store());
            case OfAnybody() -> throw new IllegalStateException("trust in anybody is for first contact only");
        };
    }

    private static SSLSocketFactory trusting(KeyStore store) throws IOException {
        try {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException failure) {
            throw new IOException("TLS cannot be started: " + failure.getMessage(), failure);
        }
    }
}
