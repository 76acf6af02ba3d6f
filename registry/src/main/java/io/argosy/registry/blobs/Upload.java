package io.argosy.registry.blobs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A blob on its way in: a file that grows. It is hashed while it streams; what this process has not seen from the
/// first byte (a restart, a broken part) is read again at the end. One request at a time may use it.
public final class Upload {
    /// What comes beyond this is hashed on a thread of its own; below it a thread costs more than it saves.
    private static final long SMALL = 1 << 20;
    private static final int BUFFER = 1 << 16;

    /// What every part by ECR's API has but the last (ecr-semantics 6.1).
    private static final long LEAST_PART = 5 << 20;

    private final String id;
    private final Path file;
    private final Intake intake;
    private ContentHash hash;
    private boolean damaged;
    private long lastPart = LEAST_PART;
    private boolean partTooSmall;

    Upload(String id, Path file, Algorithm algorithm, Intake intake) {
        this.id = id;
        this.file = file;
        this.intake = intake;
        this.hash = new ContentHash(algorithm);
    }

    public String id() {
        return id;
    }

    /// How many bytes are here; the next part starts there.
    public long offset() throws IOException {
        return Files.size(file);
    }

    /// Appends all of a stream, of so many bytes if that is known (else -1). What came before the stream broke stays,
    /// so that the sender can go on from there.
    public void append(InputStream in, long announced) throws IOException, UploadTooLarge, DiskFull {
        if (announced > intake.blobBytes() - offset()) {
            throw new UploadTooLarge(intake.blobBytes());
        }
        intake.reserve().room(announced);
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            var writeBack = new WriteBack(out);
            try {
                var growing = new Growing(out, writeBack, out.size());
                if (!appendSmall(in, growing)) {
                    appendRest(in, growing);
                }
            } catch (StorageFailed failure) {
                damaged = true;
                throw failure;
            } finally {
                damaged |= !writeBack.succeeded();
            }
        }
        requireWhole();
    }

    /// Appends a part that was sent by ECR's API.
    public void appendPart(byte[] part) throws IOException, UploadTooLarge, DiskFull {
        append(new ByteArrayInputStream(part), part.length);
        partTooSmall |= lastPart < LEAST_PART;
        lastPart = part.length;
    }

    /// Whether a part that was not the last one was too small, as far as this process has seen.
    public boolean partTooSmall() {
        return partTooSmall;
    }

    /// Whether that was all.
    private boolean appendSmall(InputStream in, Growing out) throws IOException, UploadTooLarge, DiskFull {
        byte[] buffer = new byte[BUFFER];
        long end = out.size + SMALL;
        while (out.size < end) {
            int count = in.read(buffer);
            if (count < 0) {
                return true;
            }
            out.admit(count);
            hash.take(buffer, count, out.size);
            out.write(buffer, count);
        }
        return false;
    }

    private void appendRest(InputStream in, Growing out) throws IOException, UploadTooLarge, DiskFull {
        if (!intake.hashers().tryAcquire()) {
            while (!appendSmall(in, out)) {
                // Every pass takes a little more.
            }
            return;
        }
        try (var hashing = new Hashing(hash)) {
            for (var piece = hashing.read(in, out.size); piece.count() >= 0; piece = hashing.read(in, out.size)) {
                out.admit(piece.count());
                hashing.give(piece);
                out.write(piece.bytes(), piece.count());
            }
        } finally {
            intake.hashers().release();
        }
    }

    /// The file, open at its end.
    private final class Growing {
        private final FileChannel out;
        private final WriteBack writeBack;
        private long size;

        Growing(FileChannel out, WriteBack writeBack, long size) {
            this.out = out;
            this.writeBack = writeBack;
            this.size = size;
        }

        void admit(int count) throws IOException, UploadTooLarge, DiskFull {
            if (size + count > intake.blobBytes()) {
                throw new UploadTooLarge(intake.blobBytes());
            }
            intake.reserve().writing(count);
        }

        void write(byte[] bytes, int count) throws StorageFailed {
            var buffer = ByteBuffer.wrap(bytes, 0, count);
            try {
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            } catch (IOException failure) {
                throw new StorageFailed(
                        "the registry's disk did not take the upload: " + failure.getMessage(), failure);
            }
            size += count;
            writeBack.wrote(count);
        }
    }

    private void requireWhole() throws StorageFailed {
        if (damaged) {
            throw new StorageFailed("the registry's disk lost a part of the upload", null);
        }
    }

    /// The digest of all that came; all of it is on disk then.
    public Digest settled(Algorithm algorithm) throws IOException {
        requireWhole();
        try {
            FileSync.syncFile(file);
        } catch (IOException failure) {
            damaged = true;
            throw new StorageFailed("the registry's disk did not keep the upload: " + failure.getMessage(), failure);
        }
        if (!hash.covers(algorithm, offset())) {
            hash = ContentHash.of(algorithm, file);
        }
        return hash.digest();
    }

    Path file() {
        return file;
    }
}
