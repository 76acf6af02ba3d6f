package io.argosy.secrets.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.argosy.wire.access.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals values with AES-GCM: each with a key of its own, which lies before it under the master key. A value is bound
/// to its place, a resource's ARN and version: moved to another, it does not open (decision 0240).
public final class Envelope {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final byte FORM = 1;
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final int WRAPPED = NONCE + 32 + TAG;

    private final MasterKey master;

    public Envelope(MasterKey master) {
        this.master = master;
    }

    public SealedValue seal(String place, Secret value) {
        try {
            SecretKey own = MasterKey.fresh();
            byte[] wrapped = encrypted(master.key(), place, own.getEncoded());
            byte[] sealed = encrypted(own, place, value.reveal().getBytes(UTF_8));
            ByteBuffer whole = ByteBuffer.allocate(1 + wrapped.length + sealed.length);
            whole.put(FORM).put(wrapped).put(sealed);
            return new SealedValue(Base64.getEncoder().encodeToString(whole.array()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES-GCM", impossible);
        }
    }

    /// Whoever changed the row, or moved it, gets an exception and no value.
    public Secret open(String place, SealedValue sealed) {
        ByteBuffer whole = ByteBuffer.wrap(Base64.getDecoder().decode(sealed.text()));
        if (whole.remaining() < 1 + WRAPPED + NONCE + TAG || whole.get() != FORM) {
            throw new IllegalStateException("what is stored at " + place + " is no sealed value");
        }
        byte[] wrapped = new byte[WRAPPED];
        whole.get(wrapped);
        byte[] rest = new byte[whole.remaining()];
        whole.get(rest);
        try {
            var own = new SecretKeySpec(decrypted(master.key(), place, wrapped), "AES");
            return new Secret(new String(decrypted(own, place, rest), UTF_8));
        } catch (GeneralSecurityException notOurs) {
            throw new IllegalStateException("the value at " + place + " does not open with this key", notOurs);
        }
    }

    /// The cipher makes up the nonce, which comes first.
    private static byte[] encrypted(SecretKey key, String place, byte[] plain) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        cipher.updateAAD(place.getBytes(UTF_8));
        byte[] text = cipher.doFinal(plain);
        return ByteBuffer.allocate(NONCE + text.length)
                .put(cipher.getIV())
                .put(text)
                .array();
    }

    private static byte[] decrypted(SecretKey key, String place, byte[] sealed) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, sealed, 0, NONCE));
        cipher.updateAAD(place.getBytes(UTF_8));
        return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    }
}
