package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client loads, and when.
final class OutboundTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void plainEndpointsLoadNoTls() throws Exception {
        try (var server = TestServer.usual();
                var outbound = new Outbound(Duration.ofSeconds(5))) {
            call(outbound, server.uri());

            assertThat(outbound.speaksTls()).isFalse();
        }
    }

    @Test
    void anHttpsEndpointIsVerifiedAsEver() throws Exception {
        HttpsServer server = selfSigned();
        try (var outbound = new Outbound(Duration.ofSeconds(5))) {
            URI uri = URI.create("https://localhost:" + server.getAddress().getPort());

            assertThatThrownBy(() -> call(outbound, uri)).hasStackTraceContaining("unable to find valid certification");
            assertThat(outbound.speaksTls()).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static void call(Outbound outbound, URI uri) throws Exception {
        var client = new ApiClient(outbound, uri, TestServer.identity(), InstantSource.system());
        client.call(
                Ecs.CREATE_CLUSTER,
                CreateClusterRequest.builder().clusterName("demo").build());
    }

    private HttpsServer selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        return server;
    }
}
