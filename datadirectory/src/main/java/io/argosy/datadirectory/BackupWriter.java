package io.argosy.datadirectory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The archive in the making: each part's digest goes into a list, in the form of `sha256sum`, that closes it.
final class BackupWriter implements AutoCloseable {
    private final ZipOutputStream zip;
    private final StringBuilder sums = new StringBuilder();

    private BackupWriter(ZipOutputStream zip) {
        this.zip = zip;
    }

    static BackupWriter create(Path archive) throws IOException {
        Files.createFile(archive, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new BackupWriter(new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16)));
    }

    void text(String name, String text) throws IOException {
        add(name, new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Deflater.BEST_SPEED);
    }

    /// Layers are compressed by who made them.
    void file(String name, Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            add(name, content, name.startsWith("registry/") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        }
    }

    private void add(String name, InputStream content, int compression) throws IOException {
        zip.setLevel(compression);
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest digest = BackupFile.sha256();
        content.transferTo(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        sums.append(HexFormat.of().formatHex(digest.digest()))
                .append("  ")
                .append(name)
                .append('\n');
    }

    /// Nothing can be added any more.
    void finish() throws IOException {
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry(BackupFile.SUMS));
        zip.write(sums.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
