package io.argosy.pipelines;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// How git hosts show that they know a secret: GitHub, Gitea and Forgejo by a code of the body made with it, GitLab by
/// the secret itself. What is compared takes the same time however much of it is right.
final class PushSignature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String GITHUB = "X-Hub-Signature-256";
    private static final String GITHUB_PREFIX = "sha256=";
    private static final String GITEA = "X-Gitea-Signature";
    private static final String GITLAB = "X-Gitlab-Token";

    private final String secret;

    PushSignature(String secret) {
        this.secret = secret;
    }

    /// Whether one of the headers shows it for this body.
    boolean signs(Function<String, @Nullable String> headers, byte[] body) {
        String code = HexFormat.of().formatHex(code(body));
        return same(GITHUB_PREFIX + code, headers.apply(GITHUB))
                || same(code, headers.apply(GITEA))
                || same(secret, headers.apply(GITLAB));
    }

    private static boolean same(String wanted, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] code(byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }
}
