package io.argosy.wire.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a request says about its own signature, before anyone has checked it. `validFor` is how long a presigned
/// request asked to live, and zero for a signature in a header.
record SignatureFields(
        String accessKeyId,
        CredentialScope scope,
        Instant signedAt,
        SortedSet<String> signedHeaders,
        String signature,
        Secret sessionToken,
        Duration validFor) {

    static SignatureFields in(RequestHead head) throws SignatureRefused {
        var authorization = head.header("authorization");
        if (authorization.isPresent()) {
            return AuthorizationHeader.read(authorization.get(), head);
        }
        return PresignedQuery.read(QueryString.parse(head.rawQuery()));
    }

    boolean presigned() {
        return !validFor.isZero();
    }

    /// The id part of `AKID/20260101/local-1/ecs/aws4_request`.
    static String accessKeyId(String credential) throws SignatureRefused {
        int slash = credential.indexOf('/');
        if (slash < 1) {
            throw badCredential(credential);
        }
        return credential.substring(0, slash);
    }

    static CredentialScope scope(String credential) throws SignatureRefused {
        return CredentialScope.parse(credential.substring(credential.indexOf('/') + 1))
                .orElseThrow(() -> badCredential(credential));
    }

    static SortedSet<String> headerNames(String list) {
        return new TreeSet<>(Arrays.asList(list.split(";")));
    }

    static Instant time(String text) throws SignatureRefused {
        try {
            return SignatureV4.TIMESTAMP.parse(text, Instant::from);
        } catch (DateTimeException malformed) {
            throw SignatureRefused.incomplete("Date must be in ISO-8601 'basic format'. Got '" + text
                    + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }

    private static SignatureRefused badCredential(String credential) {
        return SignatureRefused.incomplete(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                        + credential + "'");
    }
}
