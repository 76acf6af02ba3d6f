package io.argosy.builds;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// One commit of a repository, fetched by `git` into a folder of its own, which is gone when this is closed. Nothing of
/// a user's or a machine's configuration is read, nothing of the repository is run, and it has bounds of time and size.
record GitClone(Path folder, Path archive, String commit) implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long LARGEST = 512L << 20;
    private static final int SAID = 500;
    private static final String FETCHED = "FETCH_HEAD";

    static GitClone of(GitFetcher.Settings settings, String url, String ref) throws IOException, InterruptedException {
        GitHosts.require(url, settings.local());
        Files.createDirectories(settings.folder());
        Path folder = Files.createTempDirectory(settings.folder(), "clone");
        boolean done = false;
        try {
            run(folder, List.of("init", "--quiet", "--bare", "."));
            run(folder, List.of("fetch", "--quiet", "--depth", "1", "--no-tags", "--", url, ref));
            String commit = run(folder, List.of("rev-parse", "--verify", FETCHED + "^{commit}"));
            Path archive = folder.resolve("source.tar.gz");
            pack(folder, archive);
            done = true;
            return new GitClone(folder, archive, commit);
        } finally {
            if (!done) {
                remove(folder);
            }
        }
    }

    /// The commit that a branch of a repository is at; nothing if there is no such branch.
    static String tip(GitFetcher.Settings settings, String url, String branch)
            throws IOException, InterruptedException {
        GitHosts.require(url, settings.local());
        Files.createDirectories(settings.folder());
        String line = run(settings.folder(), List.of("ls-remote", "--", url, "refs/heads/" + branch));
        return line.isEmpty() ? "" : line.split("\\s")[0];
    }

    /// Removes what clones a folder has.
    static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> clones = Files.list(folder)) {
                for (Path clone : clones.toList()) {
                    remove(clone);
                }
            }
        }
    }

    private static void pack(Path folder, Path archive) throws IOException, InterruptedException {
        Process git = started(folder, List.of("archive", "--format=tar", FETCHED));
        try (InputStream in = git.getInputStream();
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            byte[] bytes = new byte[1 << 16];
            long all = 0;
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                all += read;
                if (all > LARGEST) {
                    throw new IOException("its files have more than " + (LARGEST >> 20) + " MiB");
                }
                out.write(bytes, 0, read);
            }
        } finally {
            git.destroyForcibly();
            git.waitFor(1, TimeUnit.SECONDS);
        }
    }

    /// What it answers on its first line.
    private static String run(Path folder, List<String> words) throws IOException, InterruptedException {
        Process git = started(folder, words);
        long end = System.nanoTime() + LONGEST.toNanos();
        try {
            while (!git.waitFor(200, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > end || size(folder) > LARGEST) {
                    throw new IOException("git " + words.getFirst() + " takes more than " + LONGEST.toMinutes()
                            + " minutes or " + (LARGEST >> 20) + " MiB");
                }
            }
            if (git.exitValue() != 0) {
                throw new IOException(text(git.getErrorStream()));
            }
            return text(git.getInputStream()).lines().findFirst().orElse("");
        } finally {
            git.destroyForcibly();
        }
    }

    private static String text(InputStream said) throws IOException {
        return new String(said.readNBytes(SAID), StandardCharsets.UTF_8).strip();
    }

    private static Process started(Path folder, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "http.followRedirects=false",
                "-c",
                "credential.helper=",
                "-c",
                "core.hooksPath=/dev/null"));
        command.addAll(words);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "GIT_ALLOW_PROTOCOL", "http:https",
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "HOME", folder.toString()));
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new IOException("the server has no git: it is a package of its system", missing);
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (UncheckedIOException changed) {
            return 0;
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }
}
