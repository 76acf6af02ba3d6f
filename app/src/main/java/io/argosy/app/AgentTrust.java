package io.argosy.app;

import io.argosy.docker.RegistryCa;
import io.argosy.wire.FirstContact;
import io.argosy.wire.UntrustedServer;
import io.argosy.wire.WorldFailure;
import io.argosy.wire.tls.CaFingerprint;
import io.argosy.wire.tls.Pem;
import io.argosy.wire.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/// Whom an agent trusts to be its server, and lets its engine trust: the CA in a file, the one in its data directory
/// that an earlier start fetched by its fingerprint, or those that the machine trusts.
final class AgentTrust {
    private static final Logger log = LoggerFactory.getLogger(AgentTrust.class);
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "the server's CA, when ARGOSY_CA_FILE does not name it (DIR/ca.pem, or the machine's own)")
    private @Nullable Path file;

    @Option(
            names = "--ca-fingerprint",
            paramLabel = "sha256:…",
            description = "of the server's CA, which is then fetched and kept, when ARGOSY_CA_FINGERPRINT is not it")
    private @Nullable String fingerprint;

    @Option(
            names = "--docker-certs",
            paramLabel = "DIR",
            description = "where the engine is told the registry's CA (/etc/docker/certs.d)")
    private Path dockerCerts = Path.of("/etc/docker/certs.d");

    /// Waits for the server when its CA is still to be fetched.
    Trust of(URI server, Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        Optional<Path> given = Optional.ofNullable(file)
                .or(() -> said("ARGOSY_CA_FILE", environment).map(Path::of));
        if (given.isPresent()) {
            return inFile(given.get().toAbsolutePath());
        }
        Path kept = folder.resolve("ca.pem");
        Optional<CaFingerprint> wanted = wanted(server, environment);
        if (wanted.isPresent() && !(Files.exists(kept) && CaFingerprint.of(kept).equals(wanted.get()))) {
            fetch(server, wanted.get(), kept);
        }
        return Files.exists(kept) ? inFile(kept) : new Trust.OfSystem();
    }

    /// With a CA of its own, the server's registry is nobody the engine knows.
    void tellEngine(URI server, Trust trust) throws IOException {
        if (server.getScheme().equals("https") && trust instanceof Trust.OfFile(Path ca)) {
            RegistryCa.trust(dockerCerts, server, Files.readString(ca));
        }
    }

    private static Trust inFile(Path ca) throws IOException {
        try {
            Pem.certificates(ca);
        } catch (IOException failure) {
            throw new IOException("cannot use the CA of --ca-file: " + WorldFailure.words(failure), failure);
        }
        return new Trust.OfFile(ca);
    }

    private Optional<CaFingerprint> wanted(URI server, Map<String, String> environment) throws IOException {
        Optional<String> text = Optional.ofNullable(fingerprint).or(() -> said("ARGOSY_CA_FINGERPRINT", environment));
        if (text.isPresent() && !server.getScheme().equals("https")) {
            throw new IOException("--ca-fingerprint is for an https endpoint, and " + server + " is none");
        }
        try {
            return text.map(String::strip).map(CaFingerprint::new);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("--ca-fingerprint: " + wrong.getMessage(), wrong);
        }
    }

    private static void fetch(URI server, CaFingerprint wanted, Path kept) throws IOException, InterruptedException {
        while (true) {
            try {
                FirstContact.fetch(server, wanted, kept);
                log.info("the server's CA is {} and kept in {}", wanted, kept);
                return;
            } catch (UntrustedServer stranger) {
                throw stranger;
            } catch (IOException unreachable) {
                log.warn("control plane not reached yet: {}", unreachable.getMessage());
            }
            Thread.sleep(BETWEEN);
        }
    }

    private static Optional<String> said(String variable, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
    }
}
