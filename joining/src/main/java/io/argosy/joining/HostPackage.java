package io.argosy.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The Debian package that hosts are given: of the version that the server itself is of. A checkout has those that
/// `./argosy dist` made; an installed program packs itself, once, when the first host asks.
final class HostPackage {
    private static final Pattern NAME = Pattern.compile("argosy_([0-9][0-9A-Za-z.+~]*)_([a-z0-9]+)\\.deb");
    private static final long PATIENCE_MINUTES = 5;

    private final Path home;
    private final Path folder;
    private final ReentrantLock packing = new ReentrantLock();

    /// `home` is the folder of the program, `folder` where what it packs is kept.
    HostPackage(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /// A package by its file's name, which says its version and for which machines it is.
    record Name(String file) {
        String architecture() {
            Matcher parts = NAME.matcher(file);
            return parts.matches() ? parts.group(2) : "";
        }
    }

    /// None in a checkout where none was made.
    Optional<Name> name() throws IOException {
        Path version = home.resolve("version");
        return Files.exists(version)
                ? Optional.of(new Name("argosy_%s_%s.deb"
                        .formatted(Files.readString(version).strip().replaceFirst("^argosy ", ""), architecture())))
                : newest().map(file -> new Name(String.valueOf(file.getFileName())));
    }

    private Optional<Path> newest() throws IOException {
        Path made = home.resolve("dist");
        if (!Files.isDirectory(made)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(made)) {
            return files.filter(file ->
                            NAME.matcher(String.valueOf(file.getFileName())).matches())
                    .max(Comparator.comparing(HostPackage::made));
        }
    }

    private static FileTime made(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "")) {
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }

    /// The file, packed first where that is still to be done; others wait meanwhile.
    Path file(Name name) throws IOException, InterruptedException {
        Path made = home.resolve("dist").resolve(name.file());
        if (Files.exists(made)) {
            return made;
        }
        packing.lockInterruptibly();
        try {
            Path packed = folder.resolve(name.file());
            if (!Files.exists(packed)) {
                pack();
            }
            return packed;
        } finally {
            packing.unlock();
        }
    }

    private void pack() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var process = new ProcessBuilder(List.of(home.resolve("argosy").toString(), "pack", folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("packing the program did not end within " + PATIENCE_MINUTES + " minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException("packing the program failed with status " + process.exitValue());
        }
    }
}
