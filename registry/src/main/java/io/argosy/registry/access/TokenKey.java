package io.argosy.registry.access;

import io.argosy.registry.blobs.FileSync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs registry tokens, in a file only its owner may read. Whoever replaces it revokes every token.
final class TokenKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final SecretKey key;

    private TokenKey(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// The key in this file, made when there is none.
    static TokenKey at(Path file) throws IOException {
        return Files.exists(file) ? new TokenKey(Files.readAllBytes(file)) : fresh(file);
    }

    /// A new key, in place of what the file held.
    static TokenKey fresh(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, OWNER_ONLY);
        Files.write(draft, key);
        FileSync.syncFile(draft);
        FileSync.move(draft, file);
        return new TokenKey(key);
    }

    byte[] sign(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
