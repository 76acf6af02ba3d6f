package io.argosy.app.server;

import io.argosy.app.configuration.Listen;
import io.argosy.app.configuration.ServerConfiguration;
import io.argosy.app.configuration.Tls;
import io.argosy.wire.CaRoute;
import io.argosy.wire.Route;
import io.argosy.wire.tls.Encryption;
import io.argosy.wire.tls.GivenCertificates;
import io.argosy.wire.tls.OwnCertificates;
import io.argosy.wire.tls.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the port is encrypted, and where clients without trust find whom to trust.
record PortEncryption(Encryption encryption, Optional<Path> ca) {
    private static final Logger log = LoggerFactory.getLogger(PortEncryption.class);
    /// What AWS's clients put before the name of the endpoint when they follow logs.
    private static final String LIVE_TAIL = "stream-";

    private static final Pattern NAME = Pattern.compile(".*[a-zA-Z].*[^\\]]");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    static PortEncryption of(ServerConfiguration configuration, Path dataDir, InstantSource clock) throws IOException {
        return switch (configuration.tls()) {
            case Tls.Off() -> off(configuration.listen());
            case Tls.Auto() -> own(new OwnCertificates(dataDir.resolve("tls"), names(configuration), clock));
            case Tls.Given(Path certificate, Path key) ->
                new PortEncryption(
                        new Encryption.On(ServerTls.of(new GivenCertificates(certificate, key))), Optional.empty());
        };
    }

    private static PortEncryption off(Listen listen) {
        if (!listen.loopback()) {
            log.warn(
                    "tls is off and {} is reached from other machines: what is sent can be read on the way, join tokens"
                            + " and secrets in task definitions among it",
                    listen);
        }
        return new PortEncryption(new Encryption.Off(), Optional.empty());
    }

    private static PortEncryption own(OwnCertificates certificates) {
        return new PortEncryption(new Encryption.On(ServerTls.of(certificates)), Optional.of(certificates.caFile()));
    }

    /// Where clients fetch the CA of this server's own.
    List<Route> routes() {
        return ca.map(CaRoute::route).stream().toList();
    }

    /// What clients may call this server; what the machine itself calls it is always among it.
    private static List<String> names(ServerConfiguration configuration) throws IOException {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
        String host = configuration.endpoint().getHost();
        names.add(host);
        if (NAME.matcher(host).matches()) {
            names.add(LIVE_TAIL + host);
        }
        if (!configuration.listen().everywhere()) {
            names.add(configuration.listen().host());
        }
        if (Files.isReadable(HOST_NAME)) {
            names.add(Files.readString(HOST_NAME).strip());
        }
        return names;
    }
}
