package io.argosy.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the engine of this host whose certificate a registry shows: `HOST:PORT/ca.crt` in the folder where
/// engines look before every pull, so that none has to be started again. A file that somebody else put there stays
/// as it is.
public final class RegistryCa {
    private static final Logger log = LoggerFactory.getLogger(RegistryCa.class);
    private static final String OURS = "# The CA of an Argosy server, written by its agent on this host.\n";

    private RegistryCa() {}

    /// `certs` is the engine's folder (`/etc/docker/certs.d`), `ca` a PEM text. What stands in the way is logged: an
    /// engine may trust the registry by other means.
    public static void trust(Path certs, URI registry, String ca) {
        Path file = certs.resolve(registry.getAuthority()).resolve("ca.crt");
        try {
            if (Files.exists(file)
                    && !Files.readString(file, StandardCharsets.ISO_8859_1).startsWith(OURS)) {
                log.info("{} is not this agent's and stays as it is", file);
            } else if (!Files.exists(file) || !Files.readString(file).equals(OURS + ca)) {
                write(file, OURS + ca);
                log.info("registry={} the engine is told its CA: {}", registry.getAuthority(), file);
            }
        } catch (IOException failure) {
            log.warn(
                    "registry={} the engine could not be told its CA ({}): put it there yourself, or images cannot be"
                            + " pulled from it",
                    registry.getAuthority(),
                    failure.toString());
        }
    }

    /// Whole or not at all; everybody may read it, as the engine may be anybody.
    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(".ca.part");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
