package io.argosy.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Random content of its own number: the same bytes in memory for all, with other first eight for each.
record Blob(byte[] prefix, byte[] common, String digest) {
    static Blob of(byte[] common, long number) {
        byte[] prefix = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(prefix);
            hash.update(common);
            return new Blob(prefix, common, "sha256:" + HexFormat.of().formatHex(hash.digest()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long length() {
        return prefix.length + (long) common.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(prefix);
        out.write(common);
        out.flush();
    }
}
