package io.argosy.wire.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A certificate that somebody else makes and renews: its chain in one file, its key in another. Both are read again
/// when either has changed.
public final class GivenCertificates implements CertificateSource {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Path certificate;
    private final Path key;
    private volatile String read = "";

    public GivenCertificates(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
    }

    @Override
    public ServerKey load() throws IOException {
        String before = stamp();
        var chain = Pem.certificates(certificate);
        var server = new ServerKey(Pem.key(key, chain.getFirst().getPublicKey().getAlgorithm()), chain);
        if (!server.matches()) {
            throw new IOException("the key in " + key + " does not belong to the certificate in " + certificate);
        }
        read = before;
        return server;
    }

    @Override
    public boolean due() {
        try {
            return !stamp().equals(read);
        } catch (IOException gone) {
            return false;
        }
    }

    private String stamp() throws IOException {
        var stamp = new StringBuilder();
        for (Path file : List.of(certificate, key)) {
            stamp.append(Files.getAttribute(file, "unix:ino"))
                    .append(' ')
                    .append(Files.size(file))
                    .append(' ')
                    .append(Files.getLastModifiedTime(file))
                    .append('\n');
        }
        return stamp.toString();
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public String told() {
        return "certificate=" + certificate;
    }
}
