package io.argosy.wire.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The names and addresses that a certificate is good for.
final class Names {
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int LONGEST = 253;

    private Names() {}

    static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches();
    }

    /// One form for each, so that they can be compared; what is neither name nor address is left out.
    static Set<String> plain(Collection<String> names) {
        Set<String> plain = new TreeSet<>();
        for (String name : names) {
            String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
            String one = isAddress(bare) ? InetAddress.ofLiteral(bare).getHostAddress() : bare.toLowerCase(Locale.ROOT);
            if (isAddress(one) || NAME.matcher(one).matches() && one.length() <= LONGEST) {
                plain.add(one);
            }
        }
        return plain;
    }

    /// Those in a certificate.
    static Set<String> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : plain(names.stream()
                            .map(name -> String.valueOf(name.get(1)))
                            .toList());
        } catch (CertificateParsingException | IllegalArgumentException unreadable) {
            return Set.of();
        }
    }
}
