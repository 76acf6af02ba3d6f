package io.argosy.joining;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The line that makes a bare host an instance. Where the server has a CA of its own, the line holds the hash of
/// that CA's file, and nothing else is taken from the server before the file was compared with it.
public final class JoinLine {
    private static final String USUAL_CLUSTER = "default";

    private JoinLine() {}

    /// `ca` is the text of the server's CA, as it serves it.
    public static String of(URI endpoint, Optional<String> ca, String cluster, String token) {
        String words = " | sh -s -- " + token + (cluster.equals(USUAL_CLUSTER) ? "" : " --cluster " + cluster);
        return ca.map(pem -> "c=$(mktemp) && curl -fsSk " + endpoint + "/argosy/ca.pem -o $c && echo \"" + hash(pem)
                                + "  $c\" | sha256sum -c --quiet && curl -fsS --cacert $c ")
                        .orElse("curl -fsS ")
                + endpoint + "/argosy/join.sh" + words;
    }

    private static String hash(String pem) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(pem.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
