package io.argosy.joining;

import io.argosy.wire.tls.CaFingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// The script that a host runs to join: one text, in which the server puts where it is, whom to trust, and which
/// package it has.
final class JoinScript {
    private static final String TEMPLATE = template();

    private JoinScript() {}

    private static String template() {
        try (var resource = Objects.requireNonNull(JoinScript.class.getResourceAsStream("join.sh"))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// `ca` is the file of the server's own CA, where it has one.
    static String of(URI endpoint, Optional<Path> ca, Optional<HostPackage.Name> offered) throws IOException {
        String pem = ca.isPresent() ? Files.readString(ca.get()) : "";
        String fingerprint = ca.isPresent() ? CaFingerprint.of(ca.get()).text() : "";
        return TEMPLATE.replace("@ENDPOINT@", endpoint.toString())
                .replace("@FINGERPRINT@", fingerprint)
                .replace("@PACKAGE@", offered.map(HostPackage.Name::file).orElse(""))
                .replace(
                        "@ARCHITECTURE@",
                        offered.map(HostPackage.Name::architecture).orElse(""))
                .replace("@CA@", pem.strip());
    }
}
