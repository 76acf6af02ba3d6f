package io.argosy.datadirectory;

import io.argosy.registry.blobs.FileSync;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.IniFile;
import io.argosy.wire.access.KeyFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The account's own keys in the file `credentials` of a data directory: the one that AWS tools find under `[default]`,
/// and earlier ones, each in a section of its own that says until when it is good. A server follows what the file says.
public final class RootKeyFile {
    private static final String OLDER = "older-";
    private static final int MOST_OLDER = 4;
    private static final String ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Path file;

    public RootKeyFile(Path dataDir) {
        this.file = dataDir.resolve("credentials");
    }

    /// A key and when it ends: the present one never does.
    public record Held(AccessKey key, Instant until) {
        public boolean present() {
            return until.equals(Instant.MAX);
        }

        public boolean good(Instant now) {
            return now.isBefore(until);
        }
    }

    /// A new key.
    public static AccessKey made() {
        var random = new SecureRandom();
        var id = new StringBuilder("AKIA");
        random.ints(16, 0, ID_LETTERS.length()).forEach(index -> id.append(ID_LETTERS.charAt(index)));
        return AccessKey.lasting(id.toString(), FreshSecret.next());
    }

    public Path path() {
        return file;
    }

    /// Every key in it, the present one first; an `IOException` for a file that has none.
    public List<Held> read() throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the key file " + file + " is not there, or not this user's to read");
        }
        IniFile sections = IniFile.read(file);
        List<Held> held = new ArrayList<>();
        held.add(new Held(key(sections.section("default")), Instant.MAX));
        for (var section : new TreeMap<>(sections.sections()).entrySet()) {
            if (section.getKey().startsWith(OLDER)) {
                held.add(new Held(key(section.getValue()), until(section.getValue())));
            }
        }
        return held;
    }

    private AccessKey key(Map<String, String> section) throws IOException {
        String id = section.getOrDefault("aws_access_key_id", "");
        String secret = section.getOrDefault("aws_secret_access_key", "");
        if (id.isBlank() || secret.isBlank()) {
            throw new IOException("the key file " + file
                    + " has a section without aws_access_key_id and aws_secret_access_key, or no [default]");
        }
        return AccessKey.lasting(id, secret);
    }

    private Instant until(Map<String, String> section) throws IOException {
        try {
            return Instant.parse(section.getOrDefault("valid_until", ""));
        } catch (DateTimeParseException wrong) {
            throw new IOException("the key file " + file + " has an older key without a valid_until", wrong);
        }
    }

    /// Makes a new key the present one; the one before stays good for the overlap.
    public AccessKey rotate(Instant now, Duration overlap) throws IOException {
        return changing(() -> {
            List<Held> held = good(now);
            if (held.size() > MOST_OLDER) {
                throw new IOException("there are " + (held.size() - 1) + " older keys: revoke one first");
            }
            AccessKey fresh = made();
            List<Held> next = new ArrayList<>(List.of(new Held(fresh, Instant.MAX)));
            next.add(new Held(held.getFirst().key(), now.plus(overlap)));
            next.addAll(held.subList(1, held.size()));
            write(next);
            return fresh;
        });
    }

    /// Ends an older key at once.
    public void revoke(String id, Instant now) throws IOException {
        changing(() -> {
            List<Held> held = new ArrayList<>(good(now));
            if (held.getFirst().key().id().equals(id)) {
                throw new IOException(id + " is the present key: rotate first");
            }
            if (!held.removeIf(one -> one.key().id().equals(id))) {
                throw new IOException("there is no key " + id);
            }
            write(held);
            return id;
        });
    }

    private List<Held> good(Instant now) throws IOException {
        return read().stream().filter(held -> held.good(now)).toList();
    }

    private interface Step<R> {
        R run() throws IOException;
    }

    /// One at a time, and by the file's owner only: what another wrote, the server could not read.
    private <R> R changing(Step<R> step) throws IOException {
        String owner = Files.getOwner(file).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new IOException("the key file " + file + " is of " + owner + ": run this as " + owner);
        }
        try (var channel = FileChannel.open(
                        file.resolveSibling("credentials.lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                var lock = channel.tryLock()) {
            if (lock == null) {
                throw new IOException("another process changes " + file);
            }
            return step.run();
        }
    }

    private void write(List<Held> held) throws IOException {
        var text = new StringBuilder();
        for (Held one : held) {
            text.append(one.present() ? "[default]" : "[" + OLDER + one.key().id() + "]")
                    .append("\naws_access_key_id = ")
                    .append(one.key().id())
                    .append("\naws_secret_access_key = ")
                    .append(one.key().secret().reveal())
                    .append('\n');
            Optional.of(one.until())
                    .filter(_ -> !one.present())
                    .ifPresent(
                            until -> text.append("valid_until = ").append(until).append('\n'));
        }
        KeyFiles.write(file, text.toString());
        FileSync.sync(FileSync.parent(file));
    }
}
