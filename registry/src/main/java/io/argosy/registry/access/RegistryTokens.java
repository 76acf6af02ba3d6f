package io.argosy.registry.access;

import io.argosy.model.AccountRegion;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/// Issues and checks what `docker login` takes as the password of `AWS`. A token carries what it says, signed, so it
/// needs no table and outlives restarts; it ends after 12 hours, or for all at once with the key.
public final class RegistryTokens {
    public static final String USER = "AWS";
    private static final Duration LIFE = Duration.ofHours(12);
    private static final String VERSION = "1";
    private static final int FIELDS = 6;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final Path keyFile;
    private final InstantSource clock;
    private volatile TokenKey key;

    private RegistryTokens(Path keyFile, InstantSource clock, TokenKey key) {
        this.keyFile = keyFile;
        this.clock = clock;
        this.key = key;
    }

    public static RegistryTokens open(Path keyFile, InstantSource clock) throws IOException {
        return new RegistryTokens(keyFile, clock, TokenKey.at(keyFile));
    }

    /// A token and when it ends.
    public record Issued(Secret token, Instant expiresAt) {}

    public Issued issue(AccountRegion realm, String principal, String accessKeyId) {
        Instant expiresAt = clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        String claims = String.join(
                "\n",
                VERSION,
                realm.account(),
                realm.region(),
                principal,
                accessKeyId,
                Long.toString(expiresAt.getEpochSecond()));
        String payload = ENCODER.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return new Issued(new Secret(payload + "." + ENCODER.encodeToString(key.sign(payload))), expiresAt);
    }

    /// Who holds this token, if it is one of ours and still good.
    public Optional<TokenHolder> holder(Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            return MessageDigest.isEqual(key.sign(parts[0]), DECODER.decode(parts[1]))
                    ? claims(new String(DECODER.decode(parts[0]), StandardCharsets.UTF_8))
                            .filter(holder -> clock.instant().isBefore(holder.expiresAt()))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<TokenHolder> claims(String text) {
        String[] claims = text.split("\n", -1);
        if (claims.length != FIELDS || !claims[0].equals(VERSION)) {
            return Optional.empty();
        }
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(claims[5]));
        return Optional.of(new TokenHolder(new AccountRegion(claims[1], claims[2]), claims[3], claims[4], expiresAt));
    }

    /// The signature of a text that is no token.
    String signature(String text) {
        return ENCODER.encodeToString(key.sign(text));
    }

    boolean signed(String text, String signature) {
        return MessageDigest.isEqual(key.sign(text), DECODER.decode(signature));
    }

    /// Ends every token there is.
    public void revokeAll() throws IOException {
        key = TokenKey.fresh(keyFile);
    }
}
