package io.argosy.wire.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The arithmetic of AWS Signature Version 4: canonical request, string to sign, signing key. It decides nothing.
final class SignatureV4 {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SignatureV4() {}

    /// The lower-case hex signature of a canonical request.
    static String sign(String canonicalRequest, Instant signedAt, CredentialScope scope, Secret secret) {
        String toSign = ALGORITHM + "\n" + TIMESTAMP.format(signedAt) + "\n" + scope + "\n"
                + sha256(canonicalRequest.getBytes(UTF_8));
        byte[] key = hmac(("AWS4" + secret.reveal()).getBytes(UTF_8), scope.date());
        key = hmac(key, scope.region());
        key = hmac(key, scope.service());
        key = hmac(key, CredentialScope.TERMINATOR);
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    static String canonicalRequest(
            RequestHead head, String canonicalPath, SortedSet<String> signedHeaders, String payloadHash) {
        var text = new StringBuilder(512);
        text.append(head.method()).append('\n');
        text.append(canonicalPath).append('\n');
        text.append(QueryString.parse(head.rawQuery())
                        .without(PresignedQuery.SIGNATURE)
                        .canonical())
                .append('\n');
        for (String name : signedHeaders) {
            text.append(name).append(':').append(canonicalValue(head, name)).append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return text.append(payloadHash).toString();
    }

    private static String canonicalValue(RequestHead head, String name) {
        List<String> values = head.headers().getOrDefault(name, List.of());
        return values.stream().map(value -> value.strip().replaceAll(" +", " ")).collect(Collectors.joining(","));
    }

    /// The path encoded once more, as every service but S3 signs it.
    static String canonicalPath(String rawPath) {
        return rawPath.isEmpty() ? "/" : PercentCode.encodePath(rawPath);
    }

    /// The same with empty, `.` and `..` segments resolved, as some SDKs sign it.
    static String normalisedPath(String rawPath) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : rawPath.split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String slash = rawPath.endsWith("/") && !kept.isEmpty() ? "/" : "";
        return canonicalPath("/" + String.join("/", kept) + slash);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}
