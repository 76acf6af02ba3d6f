package io.argosy.datadirectory;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes everyone's but the owner's rights from a data directory: it holds keys, passwords in task definitions, logs
/// and images. Only what Argosy puts there is touched, so that a path given by mistake (`/var/lib`) does no harm; what
/// tasks mount (`volumes`) is theirs, and the disks of hosts (`hosts`, `groups`) hold the files of images.
public final class OwnerOnly {
    private static final Logger log = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Pattern OURS =
            Pattern.compile("lock|journal\\.db.*|registry|logs|credentials(\\.lock)?|config|metrics-token|secrets\\.key"
                    + "|(up|argosy)\\.toml|tls|ca\\.pem|engine|env|join-attempt|bin|agent|agent\\.db.*|ballast"
                    + "|packages|clones|shop|restoring|restored|arriving|replaced-[0-9TZ]+"
                    + "|[a-z-]+\\.(log|pid)(\\.[0-9]+)?|\\.[a-z-]+\\.part");
    private static final Pattern THEIRS = Pattern.compile("volumes|hosts|groups|lost\\+found");
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /// A folder that is the owner's from the beginning, with all that comes into it.
    public static Path folder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNERS));
        }
        return path;
    }

    static void tighten(Path directory) throws IOException {
        boolean strangers = false;
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (OURS.matcher(name).matches()) {
                    Files.walkFileTree(entry, new Tightening());
                } else if (!THEIRS.matcher(name).matches()) {
                    strangers = true;
                }
            }
        }
        if (strangers) {
            log.warn("{} holds what is not Argosy's, so who may enter it is left as it is", directory);
        } else {
            tightenOne(directory);
        }
    }

    /// Links are left alone: what they point to may be anybody's. What is gone by now needs nothing.
    private static final class Tightening extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            tightenOne(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isSymbolicLink()) {
                tightenOne(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    private static void tightenOne(Path path) throws IOException {
        try {
            Set<PosixFilePermission> had = Files.getPosixFilePermissions(path);
            Set<PosixFilePermission> kept = EnumSet.noneOf(PosixFilePermission.class);
            kept.addAll(had);
            if (kept.retainAll(OWNERS)) {
                Files.setPosixFilePermissions(path, kept);
            }
        } catch (NoSuchFileException gone) {
            log.debug("{} is gone", path);
        }
    }
}
