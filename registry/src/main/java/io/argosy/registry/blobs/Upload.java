package io.argosy.registry.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// A blob on its way in: a file that grows. It is hashed while it streams; what this process has not seen from the
/// first
/// byte (a restart, a broken part) is read again at the end. One request at a time may use it.
public final class Upload {
    private static final int BUFFER = 1 << 16;
    private static final byte[] NOTHING = {};

    private final String id;
    private final Path file;
    private final long limit;
    private MessageDigest hasher = Digest.hasher();
    private long hashed;

    Upload(String id, Path file, long limit) {
        this.id = id;
        this.file = file;
        this.limit = limit;
    }

    public String id() {
        return id;
    }

    /// How many bytes are here; the next part starts there.
    public long offset() throws IOException {
        return Files.size(file);
    }

    /// Appends all of a stream. What came before the stream broke stays, so that the sender can go on from there.
    public void append(InputStream in) throws IOException, UploadTooLarge {
        byte[] buffer = new byte[BUFFER];
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long size = out.size();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (size + count > limit) {
                    throw new UploadTooLarge(limit);
                }
                write(out, ByteBuffer.wrap(buffer, 0, count));
                hash(buffer, count, size);
                size += count;
            }
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private void hash(byte[] buffer, int count, long position) {
        if (position == hashed) {
            hasher.update(buffer, 0, count);
            hashed += count;
        }
    }

    /// The digest of all that came.
    Digest digest() throws IOException {
        if (hashed != offset()) {
            hashAgain();
        }
        Digest digest = Digest.finished(hasher, NOTHING);
        hashed = -1;
        return digest;
    }

    private void hashAgain() throws IOException {
        hasher = Digest.hasher();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hasher.update(buffer, 0, count);
            }
        }
    }

    Path file() {
        return file;
    }
}
