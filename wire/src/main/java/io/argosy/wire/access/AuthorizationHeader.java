package io.argosy.wire.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/// Reads and writes `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
final class AuthorizationHeader {
    private AuthorizationHeader() {}

    static SignatureFields read(String value, RequestHead head) throws SignatureRefused {
        if (!value.startsWith(SignatureV4.ALGORITHM)) {
            throw SignatureRefused.missing();
        }
        Map<String, String> parts = parts(value.substring(SignatureV4.ALGORITHM.length()));
        String credential = part(parts, "Credential", value);
        return new SignatureFields(
                SignatureFields.accessKeyId(credential),
                SignatureFields.scope(credential),
                signedAt(head, value),
                SignatureFields.headerNames(part(parts, "SignedHeaders", value)),
                part(parts, "Signature", value),
                new Secret(head.header("x-amz-security-token").orElse("")),
                Duration.ZERO);
    }

    static String write(String accessKeyId, CredentialScope scope, String signedHeaders, String signature) {
        return SignatureV4.ALGORITHM + " Credential=" + accessKeyId + "/" + scope + ", SignedHeaders=" + signedHeaders
                + ", Signature=" + signature;
    }

    private static Map<String, String> parts(String list) throws SignatureRefused {
        Map<String, String> parts = new HashMap<>();
        for (String part : list.split(",")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String name = part.substring(0, equals).strip();
                if (parts.put(name, part.substring(equals + 1).strip()) != null) {
                    throw SignatureRefused.incomplete("Authorization header has '" + name + "' more than once.");
                }
            }
        }
        return parts;
    }

    private static String part(Map<String, String> parts, String name, String header) throws SignatureRefused {
        String value = parts.get(name);
        if (value == null || value.isEmpty()) {
            throw SignatureRefused.incomplete("Authorization header requires '" + name + "' parameter. Authorization="
                    + withoutSignature(header));
        }
        return value;
    }

    private static Instant signedAt(RequestHead head, String header) throws SignatureRefused {
        var stamp = head.header("x-amz-date");
        if (stamp.isPresent()) {
            return SignatureFields.time(stamp.get());
        }
        String date = head.header("date")
                .orElseThrow(() -> SignatureRefused.incomplete(
                        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
                                + " Authorization="
                                + withoutSignature(header)));
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException notHttpDate) {
            return SignatureFields.time(date);
        }
    }

    private static String withoutSignature(String header) {
        return header.replaceAll("Signature=[^, ]*", "Signature=…");
    }
}
