package io.argosy.app.server;

import io.argosy.datadirectory.RootKeyFile;
import io.argosy.wire.access.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The account's own keys as a server accepts them: always what the file says by now, so that a new key is good before
/// anybody can have read it there, and a revoked one ends with the next request. A file that cannot be read changes
/// nothing.
final class RootKeys {
    private static final Logger log = LoggerFactory.getLogger(RootKeys.class);

    /// A file that was replaced is another one, whatever its time says.
    private record Stamp(String file, long time, long size) {}

    private record Seen(Stamp stamp, Map<String, RootKeyFile.Held> keys) {}

    private final RootKeyFile file;
    private volatile Seen seen;

    private RootKeys(RootKeyFile file, Seen seen) {
        this.file = file;
        this.seen = seen;
    }

    static RootKeys of(RootKeyFile file) throws IOException {
        return new RootKeys(file, read(stamp(file), file));
    }

    Optional<AccessKey> key(String id, Instant now) {
        follow();
        return Optional.ofNullable(seen.keys().get(id))
                .filter(held -> held.good(now))
                .map(RootKeyFile.Held::key);
    }

    private void follow() {
        try {
            Stamp now = stamp(file);
            if (!now.equals(seen.stamp())) {
                take(now);
            }
        } catch (IOException unreadable) {
            log.debug("the key file cannot be looked at; its keys stay as they were", unreadable);
        }
    }

    private synchronized void take(Stamp now) {
        if (now.equals(seen.stamp())) {
            return;
        }
        try {
            seen = read(now, file);
            log.info("the account's keys: {}", String.join(", ", seen.keys().keySet()));
        } catch (IOException unreadable) {
            log.error(
                    "the key file changed and cannot be read; its keys stay as they were: {}", unreadable.getMessage());
            seen = new Seen(now, seen.keys());
        }
    }

    private static Seen read(Stamp stamp, RootKeyFile file) throws IOException {
        return new Seen(
                stamp,
                file.read().stream()
                        .collect(Collectors.toMap(held -> held.key().id(), Function.identity(), (first, _) -> first)));
    }

    private static Stamp stamp(RootKeyFile file) throws IOException {
        var attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
        return new Stamp(
                String.valueOf(attributes.fileKey()),
                attributes.lastModifiedTime().toMillis(),
                attributes.size());
    }
}
