package io.argosy.wire.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes a CA, and certificates that it vouches for. The only class that knows the library for it, which is loaded
/// when a certificate is made and at no other start.
final class CertificateIssuer {
    static final Duration CA_LIFE = Duration.ofDays(3_650);
    /// For hosts whose clocks are behind.
    private static final Duration BACKDATED = Duration.ofHours(24);

    private static final String SIGNATURE = "SHA256withECDSA";

    private final SecureRandom random = new SecureRandom();
    private final ServerKey ca;

    private CertificateIssuer(ServerKey ca) {
        this.ca = ca;
    }

    static CertificateIssuer by(ServerKey ca) {
        return new CertificateIssuer(ca);
    }

    /// A CA that may vouch for servers and for no other CA. Each has a name of its own: two can stand in one bundle.
    static ServerKey newCa(Instant now) throws IOException {
        var random = new SecureRandom();
        var name = new X500Name("O=Argosy,CN=Argosy CA " + HexFormat.of().formatHex(bytes(random, 4)));
        KeyPair pair = KeyPairs.next(random);
        try {
            var utils = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = builder(random, name, name, pair.getPublic(), now, now.plus(CA_LIFE))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
            return new ServerKey(pair.getPrivate(), List.of(signed(builder, pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException failure) {
            throw new IOException("cannot make a CA: " + failure.getMessage(), failure);
        }
    }

    /// A key and certificate for a server of these names, of which the first goes into the subject too.
    ServerKey issue(Collection<String> names, Instant now, Instant until) throws IOException {
        KeyPair pair = KeyPairs.next(random);
        X509Certificate issuer = ca.certificate();
        GeneralName[] alternatives = names.stream()
                .map(name -> new GeneralName(Names.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        try {
            var utils = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = builder(
                            random,
                            X500Name.getInstance(
                                    issuer.getSubjectX500Principal().getEncoded()),
                            new X500Name("O=Argosy,CN=Argosy server"),
                            pair.getPublic(),
                            now,
                            until)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
                    .addExtension(
                            Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            utils.createAuthorityKeyIdentifier(issuer.getPublicKey()));
            return new ServerKey(pair.getPrivate(), List.of(signed(builder, ca.key())));
        } catch (GeneralSecurityException | OperatorCreationException failure) {
            throw new IOException("cannot make a server certificate: " + failure.getMessage(), failure);
        }
    }

    private static X509v3CertificateBuilder builder(
            SecureRandom random, X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant until) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(1, bytes(random, 16)),
                Date.from(now.minus(BACKDATED)),
                Date.from(until),
                subject,
                key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
