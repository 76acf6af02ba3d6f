package io.argosy.wire.access;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What a signing key is good for: one day, one region, one service.
public record CredentialScope(String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    public static CredentialScope of(Instant time, String region, String service) {
        return new CredentialScope(DAY.format(time), region, service);
    }

    /// Reads `20260101/local-1/ecs/aws4_request`.
    static Optional<CredentialScope> parse(String text) {
        String[] parts = text.split("/", -1);
        boolean whole = parts.length == 4
                && parts[0].matches("\\d{8}")
                && parts[1].matches("[a-z0-9-]{1,64}")
                && !parts[2].isEmpty()
                && parts[3].equals(TERMINATOR);
        return whole ? Optional.of(new CredentialScope(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
