package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.wire.tls.Encryption;
import io.argosy.wire.tls.GivenCertificates;
import io.argosy.wire.tls.Pem;
import io.argosy.wire.tls.ServerTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A certificate's life: made, kept, renewed, given by somebody else.
final class CertificateRenewalTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasMadeIsKeptForItsOwnerAndUsedAgain() throws Exception {
        X509Certificate first = certificate(new TestTls(folder));

        assertThat(certificate(new TestTls(folder))).isEqualTo(first);
        for (String file : List.of("ca.pem", "ca.key", "server.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(Duration.between(
                        first.getNotBefore().toInstant(), first.getNotAfter().toInstant()))
                .as("what clients still take")
                .isLessThan(Duration.ofDays(398));
    }

    @Test
    void otherNamesMakeAnotherCertificateOfTheSameCa() throws Exception {
        X509Certificate first = certificate(new TestTls(folder));
        String ca = Files.readString(folder.resolve("ca.pem"));
        List<String> more = new ArrayList<>(TestTls.NAMES);
        more.addAll(List.of("Fleet.Example", "192.0.2.7", "[2001:db8::7]"));

        X509Certificate second = certificate(new TestTls(folder, more));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .contains("fleet.example", "192.0.2.7", "2001:db8:0:0:0:0:0:7");
        assertThat(folder.resolve("ca.pem")).content().isEqualTo(ca);
        assertThat(certificate(new TestTls(folder, more))).isEqualTo(second);
    }

    @Test
    void itIsRenewedAtTwoThirdsOfItsLife() throws Exception {
        var tls = new TestTls(folder);
        X509Certificate first = certificate(tls);

        tls.pass(Duration.ofDays(59));
        tls.tls.look();
        assertThat(certificate(tls)).isEqualTo(first);
        tls.pass(Duration.ofDays(2));
        tls.tls.look();

        assertThat(certificate(tls)).isNotEqualTo(first);
    }

    /// A crash at the wrong moment, or a hand that meant well.
    @Test
    void aCaWithoutItsKeyIsAskedForAndNeverReplaced() throws Exception {
        var tls = new TestTls(folder);
        String ca = Files.readString(folder.resolve("ca.pem"));
        Files.delete(folder.resolve("ca.key"));
        assertThat(certificate(new TestTls(folder))).as("not needed yet").isEqualTo(certificate(tls));
        Files.delete(folder.resolve("server.pem"));

        assertThatThrownBy(() -> new TestTls(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca.key is not there: put it back");
        assertThat(folder.resolve("ca.pem")).content().isEqualTo(ca);

        assertThat(new TestTls(folder.resolve("other")).certificates.caFile()).exists();
        Files.copy(folder.resolve("other/ca.key"), folder.resolve("ca.key"));
        assertThatThrownBy(() -> new TestTls(folder)).hasMessageContaining("is not the key of");
    }

    private X509Certificate certificate(TestTls tls) throws IOException {
        assertThat(tls.certificates.caFile()).exists();
        return Pem.certificates(folder.resolve("server.pem")).getFirst();
    }

    /// New connections, kept ones and HTTP/2 alike. The server's clock runs behind, so that clients, who have the
    /// real one, take both certificates.
    @Test
    void noRequestFailsWhileItIsRenewed() throws Exception {
        var tls = new TestTls(folder, TestTls.NAMES, Duration.ofDays(-80));
        var answered = new AtomicInteger();
        var over = new AtomicBoolean();
        try (var server = new TestServer(tls.settings("127.0.0.1"), List.of(new TestServer.NamesItsCluster()));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            X509Certificate first = tls.shown(server.port());
            List<Future<?>> work = new ArrayList<>();
            for (HttpClient.Version version : HttpClient.Version.values()) {
                work.add(clients.submit(() -> {
                    try (HttpClient kept = tls.client(version)) {
                        while (!over.get()) {
                            call(kept, server, answered);
                        }
                    }
                    return null;
                }));
                work.add(clients.submit(() -> {
                    while (!over.get()) {
                        try (HttpClient fresh = tls.client(version)) {
                            call(fresh, server, answered);
                        }
                    }
                    return null;
                }));
            }
            await(answered, 100);
            tls.pass(Duration.ofDays(61));
            tls.tls.look();
            await(answered, answered.get() + 100);
            over.set(true);
            for (Future<?> one : work) {
                one.get();
            }
            assertThat(tls.shown(server.port())).isNotEqualTo(first).isEqualTo(certificate(tls));
        }
    }

    private static void call(HttpClient http, TestServer server, AtomicInteger answered) throws Exception {
        var request = server.signed("CreateCluster", "{}".getBytes(StandardCharsets.UTF_8), InstantSource.system())
                .uri(TestTls.uri(server).resolve("/"))
                .timeout(Duration.ofSeconds(20))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        answered.incrementAndGet();
    }

    private static void await(AtomicInteger count, int wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (count.get() < wanted) {
            assertThat(System.nanoTime()).as("%d of %d", count.get(), wanted).isLessThan(end);
            Thread.sleep(1);
        }
    }

    @Test
    void givenCertificatesAreReadAgainWhenTheyChange() throws Exception {
        var one = new TestTls(folder.resolve("one"));
        var two = new TestTls(folder.resolve("two"));
        Path certificate = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        copy(folder.resolve("one/server.pem"), certificate, key);
        var given = ServerTls.of(new GivenCertificates(certificate, key)).open();
        var settings = ApiServerSettings.listeningOn("127.0.0.1", 0).withEncryption(new Encryption.On(given));
        try (var server = new TestServer(settings, List.of())) {
            X509Certificate first = one.shown(server.port());

            Files.copy(folder.resolve("two/server.pem"), folder.resolve("next.pem"));
            Files.move(folder.resolve("next.pem"), certificate, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            given.look();
            assertThat(one.shown(server.port())).as("half of a change is none").isEqualTo(first);

            copy(folder.resolve("two/server.pem"), certificate, key);
            given.look();
            assertThat(two.shown(server.port())).isNotEqualTo(first);
        }
    }

    private static void copy(Path from, Path certificate, Path key) throws IOException {
        Files.writeString(certificate, Files.readString(from));
        Files.writeString(key, Files.readString(from));
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        var tls = new TestTls(folder.resolve("one"));
        assertThat(new TestTls(folder.resolve("two")).certificates.caFile()).exists();

        assertThatThrownBy(() -> ServerTls.of(new GivenCertificates(
                                folder.resolve("one/server.pem"), folder.resolve("two/server.pem")))
                        .open())
                .hasMessageContaining("does not belong to the certificate");
        assertThatThrownBy(() -> ServerTls.of(
                                new GivenCertificates(folder.resolve("one/server.pem"), tls.certificates.caFile()))
                        .open())
                .hasMessageContaining("no plain private key");
    }
}
