package io.argosy.registry.access;

import io.argosy.wire.access.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Reads an `Authorization` header as registry clients send it: Basic, user `AWS`, the token as password.
public final class RegistryLogin {
    private static final String SCHEME = "Basic ";

    private final RegistryTokens tokens;
    private final DownloadLinks links;

    public RegistryLogin(RegistryTokens tokens, DownloadLinks links) {
        this.tokens = tokens;
        this.links = links;
    }

    /// Addresses that open a layer by themselves.
    public DownloadLinks links() {
        return links;
    }

    public Optional<TokenHolder> holder(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 && parts[0].equals(RegistryTokens.USER)
                    ? tokens.holder(new Secret(parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
