package io.argosy.wire.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// By which a CA is known before it is trusted: the SHA-256 of its certificate, as `sha256:` and 64 digits.
public record CaFingerprint(String text) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public CaFingerprint {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a fingerprint is sha256: and 64 lower-case hexadecimal digits; not " + text);
        }
    }

    /// Of the first certificate in a file.
    public static CaFingerprint of(Path file) throws IOException {
        return of(Pem.certificates(file).getFirst());
    }

    /// Of the first certificate in a text; `origin` says where it is from.
    public static CaFingerprint of(String pem, String origin) throws IOException {
        return of(Pem.certificates(pem, origin).getFirst());
    }

    private static CaFingerprint of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new CaFingerprint("sha256:" + HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
