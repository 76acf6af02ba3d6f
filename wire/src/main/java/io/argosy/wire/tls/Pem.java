package io.argosy.wire.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys as the text files that all tools exchange.
public final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");
    private static final long LARGEST = 1 << 20;

    private Pem() {}

    /// Every certificate of a file, at least one.
    public static List<X509Certificate> certificates(Path file) throws IOException {
        return certificates(text(file), file.toString());
    }

    static List<X509Certificate> certificates(String text, String origin) throws IOException {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new java.util.ArrayList<>();
            Matcher matcher = CERTIFICATE.matcher(text);
            while (matcher.find()) {
                byte[] one = matcher.group().getBytes(StandardCharsets.US_ASCII);
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one)));
            }
            if (certificates.isEmpty()) {
                throw new IOException(origin + " holds no certificate (BEGIN CERTIFICATE)");
            }
            return certificates;
        } catch (CertificateException broken) {
            throw new IOException(origin + " holds a certificate that cannot be read: " + broken.getMessage(), broken);
        }
    }

    /// The private key of a file, of the kind that a certificate's public key has.
    static PrivateKey key(Path file, String algorithm) throws IOException {
        Matcher matcher = KEY.matcher(text(file));
        if (!matcher.find()) {
            throw new IOException(file + " holds no plain private key (BEGIN PRIVATE KEY): openssl pkcs8 -topk8 -nodes"
                    + " makes one of other forms");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException broken) {
            // The message of the cause may show what the key is made of.
            throw new IOException(file + " holds no private key of the certificate's kind, " + algorithm);
        }
    }

    static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException impossible) {
            throw new IllegalStateException("a certificate that was read can be written", impossible);
        }
    }

    static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + kind + "-----\n";
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large for a PEM file");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
