package io.argosy.secrets.sealing;

import io.argosy.wire.access.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key under which the keys of all values lie, in a file that only its owner may read.
public final class MasterKey {
    private static final String ALGORITHM = "AES";
    private static final int BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    private MasterKey(SecretKey key) {
        this.key = key;
    }

    /// The key in this file. It is made when there is none, but not where values lie that were sealed with another.
    public static MasterKey at(Path file, BooleanSupplier inUse) throws IOException {
        if (!Files.exists(file)) {
            if (inUse.getAsBoolean()) {
                throw new IOException(
                        file + " is missing, and without it no secret can be read: put it back from a" + " backup");
            }
            SecretKey made = fresh();
            KeyFiles.write(file, Base64.getEncoder().encodeToString(made.getEncoded()) + "\n");
            return new MasterKey(made);
        }
        return new MasterKey(read(file));
    }

    private static SecretKey read(Path file) throws IOException {
        try {
            byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            if (bytes.length == BITS / Byte.SIZE) {
                return new SecretKeySpec(bytes, ALGORITHM);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IOException(file + " holds no key: it is not Base64", notBase64);
        }
        throw new IOException(file + " holds no key of " + BITS + " bits");
    }

    /// A key for one value, or for all. A generator of keys would make the same of the same bytes, and is slow to
    /// begin.
    static SecretKey fresh() {
        byte[] bytes = new byte[BITS / Byte.SIZE];
        RANDOM.nextBytes(bytes);
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    SecretKey key() {
        return key;
    }
}
