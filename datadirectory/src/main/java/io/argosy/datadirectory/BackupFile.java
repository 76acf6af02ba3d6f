package io.argosy.datadirectory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A backup that is there. Nothing of it is believed but what its list of digests says.
public final class BackupFile implements AutoCloseable {
    static final String ABOUT = "about";
    static final String SUMS = "SHA256SUMS";
    private static final int TEXT_BYTES = 1 << 28;

    /// What a backup may hold: a name that leads elsewhere is none of them.
    private static final Pattern PARTS =
            Pattern.compile("about|SHA256SUMS|journal\\.db|credentials|config|secrets\\.key|(up|argosy)\\.toml"
                    + "|tls/[a-z0-9.-]+"
                    + "|registry/(registry-token\\.key|blobs/[a-z0-9]+/[0-9a-f]{2}/[0-9a-f]+"
                    + "|links/[0-9]{12}/[a-z0-9-]+/[a-z0-9+._-]+/[0-9a-f]+)");

    private final Path file;
    private final ZipFile zip;

    private BackupFile(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    public static BackupFile open(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the backup " + file + " is not there, or not this user's to read");
        }
        try {
            return new BackupFile(file, new ZipFile(file.toFile()));
        } catch (ZipException broken) {
            throw new IOException("the backup " + file + " is damaged or cut short: " + broken.getMessage(), broken);
        }
    }

    public About about() throws IOException {
        try {
            return About.read(text(ABOUT));
        } catch (IOException unreadable) {
            throw damaged(String.valueOf(unreadable.getMessage()));
        }
    }

    /// Lays everything out below a folder that is there, each file synced, and refuses the whole for one wrong byte.
    public void unpack(Path folder) throws IOException {
        Map<String, String> sums = sums();
        Set<String> missing = new HashSet<>(sums.keySet());
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(one -> one)::iterator) {
            String name = entry.getName();
            if (!PARTS.matcher(name).matches()) {
                throw damaged("it holds " + name + ", which is no part of a backup");
            }
            if (!name.equals(SUMS)) {
                missing.remove(name);
                check(name, digest(entry, folder), sums);
            }
        }
        if (!missing.isEmpty()) {
            throw damaged(missing.stream().sorted().findFirst().orElse("") + " is missing");
        }
    }

    private void check(String name, String found, Map<String, String> sums) throws IOException {
        if (!found.equals(sums.get(name))) {
            throw damaged(name + " is not what was written");
        }
    }

    /// Of what was written, too, but for what only says what this is.
    private String digest(ZipEntry entry, Path folder) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream content = zip.getInputStream(entry)) {
            if (entry.getName().equals(ABOUT)) {
                content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            } else {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()), rights("rwx------"));
                Files.createFile(file, rights("rw-------"));
                try (var out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
                    content.transferTo(out);
                }
                sync(file);
            }
        } catch (ZipException broken) {
            throw damaged(entry.getName() + ": " + broken.getMessage());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> rights(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }

    private Map<String, String> sums() throws IOException {
        return text(SUMS)
                .lines()
                .map(line -> line.split("  ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (first, _) -> first));
    }

    private String text(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged("it has no " + name);
        }
        try (InputStream content = zip.getInputStream(entry)) {
            return new String(content.readNBytes(TEXT_BYTES), StandardCharsets.UTF_8);
        } catch (ZipException broken) {
            throw damaged(name + ": " + broken.getMessage());
        }
    }

    private IOException damaged(String how) {
        return new IOException("the backup " + file + " cannot be restored: " + how);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
