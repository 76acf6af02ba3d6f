package io.argosy.app.configuration;

import java.nio.file.Path;
import java.util.Optional;

/// Whether the port speaks TLS, and with whose certificate. In TOML `tls` is a text, or a table that names two
/// files: with these given there is nothing to say in the text.
public sealed interface Tls {
    /// Plain HTTP for everybody.
    record Off() implements Tls {
        @Override
        public String scheme() {
            return "http";
        }
    }

    /// With a CA of this server's own.
    record Auto() implements Tls {}

    /// With a certificate that somebody else makes and renews.
    record Given(Path certificate, Path key) implements Tls {}

    static Tls read(Settings from, Listen listen) {
        Optional<Tls> said = from.one("tls", text -> Optional.of(parse(text)), Optional.empty());
        Optional<Path> certificate =
                from.one("tls.certificate", text -> Optional.of(Parse.path(text)), Optional.empty());
        Optional<Path> key = from.one("tls.key", text -> Optional.of(Parse.path(text)), Optional.empty());
        if (certificate.isPresent() != key.isPresent()) {
            from.mistake(
                    certificate.isPresent() ? "tls.certificate" : "tls.key", "tls.certificate and tls.key go together");
        }
        if (said.isPresent() && certificate.or(() -> key).isPresent()) {
            from.mistake("tls", "where tls.certificate and tls.key are given, there is nothing else to say");
        }
        if (certificate.isPresent() && key.isPresent()) {
            return new Given(certificate.get(), key.get());
        }
        return said.orElseGet(() -> listen.loopback() ? new Off() : new Auto());
    }

    private static Tls parse(String text) {
        return switch (text) {
            case "auto" -> new Auto();
            case "off" -> new Off();
            default -> throw new IllegalArgumentException("auto or off is needed, not " + text);
        };
    }

    default String scheme() {
        return "https";
    }
}
