package io.argosy.wire.access;

import java.time.Duration;

/// Reads the signature of a presigned request from its query.
final class PresignedQuery {
    static final String SIGNATURE = "X-Amz-Signature";
    private static final long LONGEST = Duration.ofDays(7).toSeconds();

    private PresignedQuery() {}

    static SignatureFields read(QueryString query) throws SignatureRefused {
        if (query.first(SIGNATURE).isEmpty() && query.first("X-Amz-Credential").isEmpty()) {
            throw SignatureRefused.missing();
        }
        if (!query.first("X-Amz-Algorithm").orElse("").equals(SignatureV4.ALGORITHM)) {
            throw SignatureRefused.incomplete("X-Amz-Algorithm must be " + SignatureV4.ALGORITHM);
        }
        String credential = required(query, "X-Amz-Credential");
        return new SignatureFields(
                SignatureFields.accessKeyId(credential),
                SignatureFields.scope(credential),
                SignatureFields.time(required(query, "X-Amz-Date")),
                SignatureFields.headerNames(required(query, "X-Amz-SignedHeaders")),
                required(query, SIGNATURE),
                new Secret(query.first("X-Amz-Security-Token").orElse("")),
                expires(required(query, "X-Amz-Expires")));
    }

    private static String required(QueryString query, String name) throws SignatureRefused {
        if (query.all(name).size() > 1) {
            throw SignatureRefused.incomplete("AWS query-string parameters have '" + name + "' more than once.");
        }
        return query.first(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> SignatureRefused.incomplete("AWS query-string parameters must include '" + name
                        + "'. Re-examine the query-string parameters."));
    }

    private static Duration expires(String text) throws SignatureRefused {
        if (text.matches("\\d{1,6}")) {
            long seconds = Long.parseLong(text);
            if (seconds >= 1 && seconds <= LONGEST) {
                return Duration.ofSeconds(seconds);
            }
        }
        throw SignatureRefused.incomplete("X-Amz-Expires must be between 1 and " + LONGEST + " seconds");
    }
}
