package io.argosy.wire.tls;

import io.argosy.wire.access.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A CA of this server's own, and the certificate that it gives the server: `ca.pem`, `ca.key` and `server.pem`
/// (key and certificate, so that they change together) in one folder. The certificate is made anew at two thirds of
/// its life, and when the server has other names.
public final class OwnCertificates implements CertificateSource {
    private static final Logger log = LoggerFactory.getLogger(OwnCertificates.class);
    /// What some clients still take; nobody has to think of it.
    private static final Duration LIFE = Duration.ofDays(90);

    private static final Duration PERIOD = Duration.ofHours(1);

    private final Path folder;
    private final Set<String> names;
    private final InstantSource clock;
    private volatile Instant renewAt = Instant.MIN;

    public OwnCertificates(Path folder, Collection<String> names, InstantSource clock) {
        this.folder = folder;
        this.names = Names.plain(names);
        this.clock = clock;
    }

    /// Whom clients trust.
    public Path caFile() {
        return folder.resolve("ca.pem");
    }

    private Path caKeyFile() {
        return folder.resolve("ca.key");
    }

    private Path serverFile() {
        return folder.resolve("server.pem");
    }

    @Override
    public ServerKey load() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        ServerKey server = Files.exists(caFile()) ? keptOrIssued() : issuedBy(newCa());
        renewAt = renewal(server.certificate());
        return server;
    }

    private ServerKey keptOrIssued() throws IOException {
        X509Certificate ca = Pem.certificates(caFile()).getFirst();
        if (Files.exists(serverFile())) {
            ServerKey kept = read(serverFile(), serverFile());
            if (good(kept, ca)) {
                return kept;
            }
        }
        return issuedBy(keptCa(ca));
    }

    private boolean good(ServerKey server, X509Certificate ca) {
        return server.matches()
                && Names.of(server.certificate()).equals(names)
                && vouches(ca, server.certificate())
                && clock.instant().isBefore(renewal(server.certificate()));
    }

    private static boolean vouches(X509Certificate ca, X509Certificate certificate) {
        try {
            certificate.verify(ca.getPublicKey());
            return true;
        } catch (java.security.GeneralSecurityException others) {
            return false;
        }
    }

    private static Instant renewal(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration life = Duration.between(certificate.getNotBefore().toInstant(), end);
        return end.minus(Duration.ofMillis(life.toMillis() / 3));
    }

    private ServerKey newCa() throws IOException {
        ServerKey made = CertificateIssuer.newCa(clock.instant());
        // The certificate comes last: where it is, its key is.
        KeyFiles.write(caKeyFile(), Pem.of(made.key()));
        KeyFiles.write(caFile(), Pem.of(made.certificate()));
        log.info("made a CA: {}", caFile());
        return made;
    }

    private ServerKey keptCa(X509Certificate ca) throws IOException {
        if (!Files.exists(caKeyFile())) {
            throw new IOException("the key of the CA is needed for a new certificate, and " + caKeyFile()
                    + " is not there: put it back, or remove " + folder
                    + " to make another CA, which agents and clients then have to be told");
        }
        Instant end = ca.getNotAfter().toInstant();
        if (!clock.instant().isBefore(end)) {
            throw new IOException("the CA " + caFile() + " ended on " + end + ": remove " + folder
                    + " to make another, which agents and clients then have to be told");
        }
        ServerKey kept = read(caFile(), caKeyFile());
        if (!kept.matches()) {
            throw new IOException(caKeyFile() + " is not the key of " + caFile() + ": put that back");
        }
        return kept;
    }

    private ServerKey issuedBy(ServerKey ca) throws IOException {
        Instant now = clock.instant();
        Instant end = ca.certificate().getNotAfter().toInstant();
        Instant until = now.plus(LIFE).isBefore(end) ? now.plus(LIFE) : end;
        ServerKey server = CertificateIssuer.by(ca).issue(names, now, until);
        KeyFiles.write(serverFile(), Pem.of(server.certificate()) + Pem.of(server.key()));
        log.info("made a server certificate names={} until={}", names, until);
        return server;
    }

    private static ServerKey read(Path certificate, Path key) throws IOException {
        var chain = Pem.certificates(certificate);
        return new ServerKey(Pem.key(key, chain.getFirst().getPublicKey().getAlgorithm()), chain);
    }

    @Override
    public boolean due() {
        return !clock.instant().isBefore(renewAt);
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public String told() {
        try {
            return "ca=" + caFile() + " fingerprint=" + CaFingerprint.of(caFile());
        } catch (IOException gone) {
            return "ca=" + caFile();
        }
    }
}
