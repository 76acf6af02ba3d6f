package io.argosy.wire;

import io.argosy.wire.tls.Encryption;
import io.argosy.wire.tls.OwnCertificates;
import io.argosy.wire.tls.Pem;
import io.argosy.wire.tls.ServerTls;
import io.argosy.wire.tls.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// A CA and certificates in a folder, by a clock that tests may move, and clients that trust it.
final class TestTls {
    static final List<String> NAMES = List.of("localhost", "127.0.0.1", "::1");

    final OwnCertificates certificates;
    final ServerTls tls;
    private Duration ahead;

    TestTls(Path folder) throws Exception {
        this(folder, NAMES);
    }

    TestTls(Path folder, List<String> names) throws Exception {
        this(folder, names, Duration.ZERO);
    }

    /// By a clock that is so far ahead.
    TestTls(Path folder, List<String> names, Duration ahead) throws Exception {
        this.ahead = ahead;
        certificates = new OwnCertificates(folder, names, () -> Instant.now().plus(this.ahead));
        tls = ServerTls.of(certificates).open();
    }

    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    ApiServerSettings settings(String host) {
        return ApiServerSettings.listeningOn(host, 0).withEncryption(new Encryption.On(tls));
    }

    Trust trust() {
        return new Trust.OfFile(certificates.caFile());
    }

    /// Trusts the CA, and offers this version first.
    HttpClient client(HttpClient.Version version) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(context(certificates.caFile()))
                .build();
    }

    static SSLContext context(Path ca) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers(ca), null);
        return context;
    }

    static TrustManager[] trustManagers(Path ca) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", Pem.certificates(ca).getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    /// What the port shows to a new connection.
    X509Certificate shown(int port) throws Exception {
        try (var socket = (SSLSocket) trust().sockets().createSocket("localhost", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    static URI uri(TestServer server) {
        return URI.create("https://127.0.0.1:" + server.port());
    }
}
